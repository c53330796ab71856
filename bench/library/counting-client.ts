import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

/** What calls of DynamoDB took, in all. */
export type Taken = {
  /** Of reads and writes alike. */
  readonly calls: number;
  /** Read request units, as DynamoDB itself counts them. */
  readonly readUnits: number;
  /** Write request units, likewise. */
  readonly writeUnits: number;
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
const nothing: Taken = { calls: 0, readUnits: 0, writeUnits: 0, items: 0 };

/** Counts what a client takes from now on. One client has one counter. */
export function countCalls(client: DynamoDBDocumentClient) {
  let taken = nothing;

  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const result = await next({
          ...args,
          input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' },
        });
        const { ConsumedCapacity, ScannedCount, Item, Responses } = answer.parse(result).output;
        const batch = Object.values(Responses).reduce((sum, items) => sum + items.length, 0);
        const units = ConsumedCapacity.reduce((sum, one) => sum + one.CapacityUnits, 0);
        const [read, written] = isRead.test(commandName) ? [units, 0] : [0, units];
        taken = {
          calls: taken.calls + 1,
          readUnits: taken.readUnits + read,
          writeUnits: taken.writeUnits + written,
          items: taken.items + (ScannedCount ?? batch + (Item === undefined ? 0 : 1)),
        };
        return result;
      },
    { step: 'initialize', name: 'countCalls' },
  );

  /** Runs `work` alone, and tells what it took. */
  return async <Result>(work: () => Promise<Result>): Promise<Taken & { readonly result: Result }> => {
    taken = nothing;
    const result = await work();
    return { ...taken, result };
  };
}
