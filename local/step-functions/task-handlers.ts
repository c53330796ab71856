import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { logicalIdIn } from '../assembly/names.ts';
import type { FunctionHost } from '../lambda/invocation.ts';
import { timeoutParameter } from './definition.ts';
import { TaskFailure } from './task-failure.ts';
import type { TaskTokens } from './task-tokens.ts';

export type TaskDependencies = {
  readonly functions: Pick<FunctionHost, 'invoke'>;
  readonly sqs: SQSClient;
  readonly tokens: TaskTokens;
};

export type TaskHandler = (input: unknown, signal: AbortSignal) => Promise<unknown>;

const lambdaArn = /^arn:aws:lambda:/;
const sendAndWait = 'arn:aws:states:::sqs:sendMessage.waitForTaskToken';

const messageParameters = z.object({
  QueueUrl: z.string(),
  MessageGroupId: z.string().optional(),
  MessageBody: z.object({ taskToken: z.string() }).catchall(z.unknown()),
  [timeoutParameter]: z.int(),
});

/** Does what a task's resource says. A resource that the laptop does not know stops the start. */
export function taskHandler(resource: string, dependencies: TaskDependencies): TaskHandler {
  if (lambdaArn.test(resource)) return invokeFunction(logicalIdIn(resource), dependencies);
  if (resource === sendAndWait) return sendAndWaitForToken(dependencies);
  throw new Error(`The laptop does not know the task resource ${resource}.`);
}

function invokeFunction(functionName: string, { functions }: TaskDependencies): TaskHandler {
  return async (input) => {
    const answer = await functions.invoke(functionName, JSON.stringify(input));
    if (answer.ok) return JSON.parse(answer.payload);
    const { errorName, errorMessage } = answer;
    // A process that dies shows as Lambda.Unknown, and the cause of a failed function is JSON, as in AWS.
    throw new TaskFailure(
      answer.kind === 'crash' ? 'Lambda.Unknown' : errorName,
      JSON.stringify({ errorType: errorName, errorMessage }),
    );
  };
}

function sendAndWaitForToken({ sqs, tokens }: TaskDependencies): TaskHandler {
  return async (input, signal) => {
    const { [timeoutParameter]: timeoutSeconds, MessageBody, ...message } = messageParameters.parse(input);
    const answer = tokens.wait(MessageBody.taskToken, timeoutSeconds, signal);
    // Whoever fails first, nobody is left waiting.
    answer.catch(() => {});
    try {
      await sqs.send(new SendMessageCommand({ ...message, MessageBody: JSON.stringify(MessageBody) }));
    } catch (error) {
      throw new TaskFailure('SQS.SdkClientException', String(error), { cause: error });
    }
    return answer;
  };
}
