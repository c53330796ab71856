import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

/** What calls of DynamoDB took, in all. */
export type Taken = {
  readonly calls: number;
  /** Read request units, as DynamoDB itself counts them. */
  readonly readUnits: number;
  /** Items that were read, whether they were answered or filtered out. */
  readonly items: number;
};

const consumed = z.object({ CapacityUnits: z.number() });

const answer = z.object({
  output: z.object({
    ConsumedCapacity: z.union([consumed.transform((one) => [one]), z.array(consumed)]).default([]),
    ScannedCount: z.int().optional(),
    Item: z.unknown().optional(),
    Responses: z.record(z.string(), z.array(z.unknown())).default({}),
  }),
});

const isRead = /^(GetItem|Query|Scan|BatchGetItem)Command$/;

/** Counts what a client reads from now on. One client has one counter. */
export function countReads(client: DynamoDBDocumentClient) {
  let taken: Taken = { calls: 0, readUnits: 0, items: 0 };

  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        if (!isRead.test(commandName)) return next(args);
        const result = await next({
          ...args,
          input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' },
        });
        const { ConsumedCapacity, ScannedCount, Item, Responses } = answer.parse(result).output;
        const batch = Object.values(Responses).reduce((sum, items) => sum + items.length, 0);
        taken = {
          calls: taken.calls + 1,
          readUnits: taken.readUnits + ConsumedCapacity.reduce((sum, one) => sum + one.CapacityUnits, 0),
          items: taken.items + (ScannedCount ?? batch + (Item === undefined ? 0 : 1)),
        };
        return result;
      },
    { step: 'initialize', name: 'countReads' },
  );

  /** Runs `work` alone, and tells what it read. */
  return async <Result>(work: () => Promise<Result>): Promise<Taken & { readonly result: Result }> => {
    taken = { calls: 0, readUnits: 0, items: 0 };
    const result = await work();
    return { ...taken, result };
  };
}
