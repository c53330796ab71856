import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Asks for a job to be settled: the same message that the rule on ended executions sends. */
export function requestSettlementOn(client: SQSClient, queueUrl: string) {
  return async (jobId: string): Promise<void> => {
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify({ jobId }) }));
  };
}
