import * as z from 'zod';

/** The part of an SQS event that a consumer reads. Each record is one message. */
export const sqsEvent = z.object({
  Records: z.array(
    z.object({
      messageId: z.string(),
      receiptHandle: z.string(),
      body: z.string(),
      attributes: z
        .object({ /** Milliseconds. */ SentTimestamp: z.coerce.number<string>().optional() })
        .default({}),
    }),
  ),
});

export type SqsMessage = z.output<typeof sqsEvent>['Records'][number];

/** Names the messages that stay in the queue; every other one of the batch is deleted. */
export type BatchResponse = { batchItemFailures: { itemIdentifier: string }[] };

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'The body is not JSON.' });
    return z.NEVER;
  }
});

/** Reads a message's body. What is no JSON, or another shape, is a value: the consumer decides what becomes of it. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: string) {
  const parsed = json.safeParse(body);
  return parsed.success ? schema.safeParse(parsed.data) : parsed;
}
