import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** SQS hides a message for at most 12 h, counted from its receipt. */
const maxVisibilitySeconds = 43_200;

/** Hides a received message for at least 1 s; then it is received again. Counts as a receipt, nothing else. */
export function putBackOn(client: SQSClient, queueUrl: string) {
  return async (receiptHandle: string, seconds: number): Promise<void> => {
    const visibilitySeconds = Math.min(maxVisibilitySeconds, Math.max(1, Math.ceil(seconds)));
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: visibilitySeconds,
      }),
    );
  };
}
