import type { RequestListener } from 'node:http';
import * as z from 'zod';
import { jsonFace, type Operation, ServiceError } from '../json-face.ts';
import type { ExecutionHistory } from './execution-history.ts';
import type { Execution } from './execution-store.ts';
import type { Executions } from './executions.ts';
import { historyAnswer } from './history-answer.ts';
import { stateLimitBytes } from './state-limit.ts';
import type { TaskTokens } from './task-tokens.ts';

const startInput = z.object({
  stateMachineArn: z.string(),
  name: z.string().min(1).max(80),
  input: z.string().default('{}'),
});
const executionInput = z.object({ executionArn: z.string() });
const stopInput = executionInput.extend({ error: z.string().default(''), cause: z.string().default('') });
const tokenInput = z.object({ taskToken: z.string() });
const successInput = tokenInput.extend({ output: z.string() });
const failureInput = tokenInput.extend({ error: z.string().default(''), cause: z.string().default('') });

type Stores = {
  readonly store: { find(name: string): Execution | undefined };
  readonly history: Pick<ExecutionHistory, 'list'>;
};

/** Speaks the part of Step Functions' wire protocol (AWS JSON 1.0) that the functions and the operators' command use. */
export function stepFunctionsFace(
  executions: Executions,
  { store, history }: Stores,
  tokens: TaskTokens,
): RequestListener {
  const operations: Readonly<Record<string, Operation>> = {
    StartExecution: (body) => {
      const { stateMachineArn, name, input } = startInput.parse(body);
      if (stateMachineArn !== executions.stateMachineArn)
        throw new ServiceError(
          'StateMachineDoesNotExist',
          `State Machine Does Not Exist: '${stateMachineArn}'`,
        );
      parseWithin(input, 'InvalidExecutionInput');
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
    GetExecutionHistory: (body) => {
      const { executionArn } = executionInput.parse(body);
      return historyAnswer(history.list(existing(executionArn).name));
    },
    StopExecution: (body) => {
      const { executionArn, error, cause } = stopInput.parse(body);
      const execution = existing(executionArn);
      if (execution.status === 'RUNNING') executions.stop(execution.name, error, cause);
      return { stopDate: Date.now() / 1000 };
    },
    SendTaskSuccess: (body) => {
      const { taskToken, output } = successInput.parse(body);
      const value = parseWithin(output, 'InvalidOutput');
      return answer(taskToken, () => tokens.succeed(taskToken, value));
    },
    SendTaskFailure: (body) => {
      const { taskToken, error, cause } = failureInput.parse(body);
      return answer(taskToken, () => tokens.fail(taskToken, error, cause));
    },
    SendTaskHeartbeat: (body) => {
      const { taskToken } = tokenInput.parse(body);
      return answer(taskToken, () => tokens.isWaiting(taskToken));
    },
  };

  function existing(executionArn: string): Execution {
    const execution = store.find(executionArn.split(':').at(-1) ?? '');
    if (execution === undefined) {
      throw new ServiceError('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
    }
    return execution;
  }

  function answer(taskToken: string, give: () => boolean): object {
    if (!tokens.isToken(taskToken)) throw new ServiceError('InvalidToken', `Invalid Token: '${taskToken}'`);
    if (!give()) throw new ServiceError('TaskTimedOut', 'Task Timed Out: the token is answered or expired.');
    return {};
  }

  return jsonFace('AWSStepFunctions', operations);
}

function parseWithin(text: string, errorType: string): unknown {
  if (Buffer.byteLength(text) > stateLimitBytes)
    throw new ServiceError(errorType, `It has more than ${stateLimitBytes} bytes.`);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ServiceError(errorType, String(error), { cause: error });
  }
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
