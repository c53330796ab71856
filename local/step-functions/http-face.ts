import type { IncomingMessage, RequestListener } from 'node:http';
import * as z from 'zod';
import type { Execution } from './execution-store.ts';
import type { Executions } from './executions.ts';
import type { TaskTokens } from './task-tokens.ts';

/** An error of the service as the SDK understands it: `__type` names the class that it makes. */
class ServiceError extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

const startInput = z.object({ name: z.string().min(1).max(80), input: z.string().default('{}') });
const executionInput = z.object({ executionArn: z.string() });
const stopInput = executionInput.extend({ error: z.string().default(''), cause: z.string().default('') });
const successInput = z.object({ taskToken: z.string(), output: z.string() });
const failureInput = z.object({
  taskToken: z.string(),
  error: z.string().default(''),
  cause: z.string().default(''),
});
const heartbeatInput = z.object({ taskToken: z.string() });

type Store = { find(name: string): Execution | undefined };

/** Speaks the part of Step Functions' wire protocol (AWS JSON 1.0) that the functions use. */
export function stepFunctionsFace(executions: Executions, store: Store, tokens: TaskTokens): RequestListener {
  const operations: Readonly<Record<string, (body: unknown) => object>> = {
    StartExecution: (body) => {
      const { name, input } = startInput.parse(body);
      const known = store.find(name);
      if (known !== undefined && !(known.status === 'RUNNING' && known.input === input)) {
        throw new ServiceError(
          'ExecutionAlreadyExists',
          `Execution Already Exists: '${executions.executionArn(name)}'`,
        );
      }
      const { startedAtMillis } = known ?? executions.start(name, input);
      return { executionArn: executions.executionArn(name), startDate: startedAtMillis / 1000 };
    },
    DescribeExecution: (body) => {
      const { executionArn } = executionInput.parse(body);
      return describe(executionArn, existing(executionArn));
    },
    StopExecution: (body) => {
      const { executionArn, error, cause } = stopInput.parse(body);
      const execution = existing(executionArn);
      if (execution.status === 'RUNNING') executions.stop(execution.name, error, cause);
      return { stopDate: Date.now() / 1000 };
    },
    SendTaskSuccess: (body) => {
      const { taskToken, output } = successInput.parse(body);
      return answered(tokens.succeed(taskToken, JSON.parse(output)));
    },
    SendTaskFailure: (body) => {
      const { taskToken, error, cause } = failureInput.parse(body);
      return answered(tokens.fail(taskToken, error, cause));
    },
    SendTaskHeartbeat: (body) => answered(tokens.isWaiting(heartbeatInput.parse(body).taskToken)),
  };

  function existing(executionArn: string): Execution {
    const execution = store.find(executionArn.split(':').at(-1) ?? '');
    if (execution === undefined) {
      throw new ServiceError('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
    }
    return execution;
  }

  return (request, response) => {
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
    call(request, operations).then(
      (result) => answer(200, result),
      (error: unknown) => {
        const type = error instanceof ServiceError ? error.type : 'ValidationException';
        answer(400, { __type: type, message: error instanceof Error ? error.message : String(error) });
      },
    );
  };
}

async function call(
  request: IncomingMessage,
  operations: Readonly<Record<string, (body: unknown) => object>>,
): Promise<object> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const name = String(request.headers['x-amz-target']).replace('AWSStepFunctions.', '');
  const operation = operations[name];
  if (operation === undefined)
    throw new ServiceError('UnknownOperationException', `The laptop does not know ${name}.`);

  return operation(JSON.parse(Buffer.concat(chunks).toString('utf8')));
}

function answered(wasWaiting: boolean): object {
  if (!wasWaiting)
    throw new ServiceError('TaskTimedOut', 'Task Timed Out: the token is answered or expired.');
  return {};
}

function describe(executionArn: string, execution: Execution): object {
  const { name, status, input, output, error, cause, startedAtMillis, stoppedAtMillis } = execution;
  return {
    executionArn,
    name,
    status,
    input,
    startDate: startedAtMillis / 1000,
    ...(stoppedAtMillis === null ? {} : { stopDate: stoppedAtMillis / 1000 }),
    ...(output === null ? {} : { output }),
    ...(error === null ? {} : { error }),
    ...(cause === null ? {} : { cause }),
  };
}
