import * as z from 'zod';

/** The part of an SQS event that a consumer reads. Each record is one message. */
export const sqsEvent = z.object({
  Records: z.array(z.object({ messageId: z.string(), receiptHandle: z.string(), body: z.string() })),
});

export type SqsMessage = z.output<typeof sqsEvent>['Records'][number];

/** Names the messages that stay in the queue; every other one of the batch is deleted. */
export type BatchResponse = { batchItemFailures: { itemIdentifier: string }[] };
