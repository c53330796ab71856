import { Readable } from 'node:stream';
import type * as z from 'zod';
import type { Job } from '../domain/jobs/job.ts';
import type { PictureFiles } from '../domain/library/picture-files.ts';
import { type Failure, invalidRequest } from '../http/failure.ts';
import { json, type Reply } from '../http/reply.ts';
import { completedJobResponse, jobAnswer, type jobResponse, picturesLeft } from './job-answer.ts';
import type { ResponseFormat } from './response-format.ts';

/** What one answer may carry; base64 takes four bytes for three. */
const maxBase64Bytes = 200_000_000;

type JobReply = {
  readonly job: Job;
  readonly format: ResponseFormat;
  readonly schema: Pick<typeof jobResponse, 'parse'>;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A job in the success envelope. Bytes are streamed, picture by picture, so memory holds a chunk of one. */
export async function jobReply(
  { job, format, schema, headers = {} }: JobReply,
  { cdnUrl, pictures }: { readonly cdnUrl: string; readonly pictures: Pick<PictureFiles, 'open'> },
): Promise<Reply | Failure> {
  const data = schema.parse(jobAnswer(job, cdnUrl, format));
  if (format === 'url' || data.status !== 'completed') return json(200, { data }, headers);

  const left = picturesLeft(job);
  const base64Bytes = left.reduce((sum, { bytes }) => sum + 4 * Math.ceil(bytes / 3), 0);
  if (base64Bytes > maxBase64Bytes) return tooMuch(job, base64Bytes);

  // Opened before the answer begins: a store that is away can still become a 503.
  const first = left[0] === undefined ? undefined : await pictures.open(left[0].storageKey);
  const open: Open = async (index, storageKey) => (index === 0 ? first : pictures.open(storageKey));
  const body = Readable.from(jsonWithBytes(completedJobResponse.parse(data), open), { objectMode: false });
  return { status: 200, headers: { 'Content-Type': 'application/json', ...headers }, body };
}

/** The pictures are there, and paid: the message says where. */
function tooMuch({ jobId }: Job, base64Bytes: number): Failure {
  const megabytes = (bytes: number) => `${Math.ceil(bytes / 1_000_000)} MB`;
  return invalidRequest([
    {
      path: 'response_format',
      message: [
        `Must be url: the pictures of job ${jobId} are ${megabytes(base64Bytes)} in base64,`,
        `over ${megabytes(maxBase64Bytes)}. GET /v0/images/generations/${jobId} shows where they are.`,
      ].join(' '),
    },
  ]);
}

type Open = (index: number, storageKey: string) => ReturnType<PictureFiles['open']>;

/** The envelope with its pictures at the end, so that what is streamed stands last. */
async function* jsonWithBytes(
  { data: pictures, ...facts }: z.output<typeof completedJobResponse>,
  open: Open,
): AsyncGenerator<string> {
  yield `${JSON.stringify({ data: facts }).slice(0, -2)},"data":[`;
  let comma = '';
  for (const [index, picture] of pictures.entries()) {
    const bytes = await open(index, picture.storageKey);
    // Deleted since the job was read: it is gone from the answer, as it will be from the next.
    if (bytes === undefined) continue;
    yield `${comma}${JSON.stringify(picture).slice(0, -1)},"b64_json":"`;
    yield* base64Of(bytes);
    yield '"}';
    comma = ',';
  }
  yield ']}}';
}

/** Three bytes are four letters: what is left of a chunk waits for the next one. */
async function* base64Of(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest = Buffer.alloc(0);
  for await (const chunk of bytes) {
    const whole = Buffer.concat([rest, chunk]);
    const end = whole.length - (whole.length % 3);
    yield whole.toString('base64', 0, end);
    rest = whole.subarray(end);
  }
  yield rest.toString('base64');
}
