import * as z from 'zod';

/** What of an error gets into a log: by names, codes and places alone one finds the fault, and none of them is a customer's. */
export type LoggableError = {
  readonly name: string;
  readonly message?: string;
  readonly errorCode?: string;
  readonly httpStatus?: number;
  /** What AWS calls the request that failed. */
  readonly awsRequestId?: string;
  /** Of a record or payload that does not parse: where, and what is wrong there. */
  readonly issues?: readonly string[];
  /** From the innermost call outwards. */
  readonly stack: readonly string[];
  readonly cause?: LoggableError;
};

/**
 * Errors of ours whose messages we wrote ourselves, from ids and constants. Every other message is left out: a parser
 * quotes its input, `fetch` the address, an SDK what the provider said, and the provider perhaps the prompt.
 */
const ownMessages = new Set([
  'ChargeRefused',
  'NoImageArrived',
  'ReferencesUnavailable',
  'SampleBroken',
  'StoredRecordBroken',
  'StoreUnavailable',
  'TransactionConflict',
  'UnknownJob',
  'UnreadableImage',
]);

const maxCauses = 5;
const maxFrames = 12;
const maxIssues = 10;
const frame = /^ *at (?:async )?[\w.<>[\]#$ ]*\(?(?:file:\/\/|node:|\/)[^()\s]+:\d+:\d+\)?$/;

/** SDKs name errors by what a server answered: a word of letters can pass, any other text cannot. */
const word = z.string().regex(/^[A-Za-z]+(?:\.[A-Za-z]+)?$/);
const systemCode = z.string().regex(/^[A-Z][A-Z0-9_]{1,40}$/);
const awsMetadata = z.object({
  httpStatusCode: z.int().optional().catch(undefined),
  requestId: z
    .string()
    .regex(/^[\w-]{1,80}$/)
    .optional()
    .catch(undefined),
});
const zodIssues = z.array(
  z.object({ code: z.string().regex(/^[a-z_]{1,40}$/), path: z.array(z.union([z.string(), z.number()])) }),
);
const thrownFacts = z.object({
  name: word.max(60).catch('Error'),
  code: systemCode.optional().catch(undefined),
  status: z.int().optional().catch(undefined),
  $metadata: awsMetadata.optional().catch(undefined),
  issues: zodIssues.optional().catch(undefined),
});

/** What may be logged of something that was thrown, and of what caused it. */
export function loggableError(thrown: unknown, causesLeft = maxCauses): LoggableError {
  if (!(thrown instanceof Error)) return { name: `thrown ${typeof thrown}`, stack: [] };

  const { name, code, status, $metadata, issues } = thrownFacts.parse(thrown);
  const httpStatus = $metadata?.httpStatusCode ?? status;
  const awsRequestId = $metadata?.requestId;
  return {
    name,
    ...(ownMessages.has(name) ? { message: thrown.message } : {}),
    ...(code === undefined ? {} : { errorCode: code }),
    ...(httpStatus === undefined ? {} : { httpStatus }),
    ...(awsRequestId === undefined ? {} : { awsRequestId }),
    ...(issues === undefined ? {} : { issues: issues.slice(0, maxIssues).map(issueInWords) }),
    stack: framesOf(thrown),
    ...(thrown.cause === undefined || causesLeft === 0
      ? {}
      : { cause: loggableError(thrown.cause, causesLeft - 1) }),
  };
}

/**
 * The same error for Lambda to report, which prints all that it finds in one, and hands the message on to Step Functions:
 * its name, on which the workflow decides, and nothing that may not be logged.
 */
export function reportableError(thrown: unknown): Error {
  const { name, message = 'The log of this invocation says where.', stack } = loggableError(thrown);
  const told = new Error(message);
  told.name = name;
  told.stack = [`${name}: ${message}`, ...stack.map((place) => `    ${place}`)].join('\n');
  return told;
}

/** The message stands before the frames, and may look like some: it is cut off first. */
function framesOf({ stack = '', message }: Error): readonly string[] {
  const start = stack.indexOf(message);
  const places = start === -1 ? stack : stack.slice(start + message.length);
  return places
    .split('\n')
    .filter((line) => frame.test(line))
    .slice(0, maxFrames)
    .map((line) => line.trim());
}

function issueInWords({ code, path }: z.output<typeof zodIssues>[number]): string {
  const names = path.map((step) =>
    typeof step === 'number' || /^[A-Za-z]\w{0,30}$/.test(step) ? step : '…',
  );
  return `${names.join('.')}: ${code}`;
}
