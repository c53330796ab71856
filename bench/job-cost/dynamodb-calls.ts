import * as z from 'zod';
import type { Exchange } from './recording-front.ts';

/** What one call of DynamoDB took of one table: a transaction over two tables is two of these. */
export type DynamoCall = {
  readonly operation: string;
  readonly table: string;
  /** The rows that it named, by the fixed parts of their keys; of a condition that did not hold, too. */
  readonly rows: readonly string[];
  readonly readUnits: number;
  /** Those of indexes included. */
  readonly writeUnits: number;
  readonly indexWriteUnits: number;
};

const units = z.object({ CapacityUnits: z.number() });
const capacity = units.extend({
  TableName: z.string(),
  GlobalSecondaryIndexes: z.record(z.string(), units).default({}),
});
const answer = z.object({
  ConsumedCapacity: z.union([capacity.transform((one) => [one]), z.array(capacity)]).default([]),
});

const text = z.object({ S: z.string() });
const key = z.object({ pk: text, sk: text });
const named = z.object({ TableName: z.string(), Key: key.optional(), Item: key.optional() });
const request = z.object({
  TableName: z.string().optional(),
  Key: key.optional(),
  Item: key.optional(),
  IndexName: z.string().optional(),
  ExpressionAttributeValues: z.record(z.string(), z.unknown()).default({}),
  TransactItems: z.array(z.record(z.string(), named)).default([]),
});

const isRead = /^(GetItem|Query|Scan|BatchGetItem)$/;

/** Asks DynamoDB to say what a call takes. */
export function askForCapacity(body: Buffer): Buffer {
  const asked = z.record(z.string(), z.unknown()).safeParse(jsonOf(body)).data;
  return asked === undefined
    ? body
    : Buffer.from(JSON.stringify({ ...asked, ReturnConsumedCapacity: 'INDEXES' }));
}

export function dynamoCallsOf(exchange: Exchange): readonly DynamoCall[] {
  const operation = String(exchange.headers['x-amz-target'] ?? '').replace(/^.*\./, '');
  const asked = request.safeParse(jsonOf(exchange.request)).data;
  if (asked === undefined) return [];
  const rows = rowsOf(asked);
  // A refused condition is answered without its capacity, which is that of the smallest write.
  const refused = exchange.status === 400 && String(exchange.answer).includes('ConditionalCheckFailed');
  if (refused) {
    return [...rows].map(([table, names]) => ({ ...taken(operation, table, names), writeUnits: 1 }));
  }

  const { ConsumedCapacity } = answer.parse(jsonOf(exchange.answer) ?? {});
  return ConsumedCapacity.map(({ TableName, CapacityUnits, GlobalSecondaryIndexes }) => {
    const ofIndexes = Object.values(GlobalSecondaryIndexes).reduce((sum, one) => sum + one.CapacityUnits, 0);
    const call = taken(operation, TableName, rows.get(TableName) ?? []);
    return isRead.test(operation)
      ? { ...call, readUnits: CapacityUnits }
      : { ...call, writeUnits: CapacityUnits, indexWriteUnits: ofIndexes };
  });
}

function taken(operation: string, table: string, rows: readonly string[]): DynamoCall {
  return { operation, table: plain(table), rows, readUnits: 0, writeUnits: 0, indexWriteUnits: 0 };
}

function rowsOf(asked: z.output<typeof request>): ReadonlyMap<string, readonly string[]> {
  const all = asked.TransactItems.flatMap((item) => Object.entries(item)).map(([verb, one]) => ({
    table: one.TableName,
    row: `${verb} ${rowName(one.Key ?? one.Item)}`,
  }));
  const { TableName: table = '', Key, Item, IndexName } = asked;
  const one = Key ?? Item;
  const own = one === undefined ? queried(asked.ExpressionAttributeValues, IndexName) : rowName(one);
  const found = table === '' ? all : [...all, { table, row: own }];
  return new Map(
    [...Map.groupBy(found, (entry) => entry.table)].map(([name, entries]) => [
      name,
      entries.map(({ row }) => row),
    ]),
  );
}

function queried(values: Readonly<Record<string, unknown>>, index: string | undefined): string {
  if (index !== undefined) return `index ${index}`;
  const first = Object.values(values).find((value) => text.safeParse(value).success);
  return `those of ${prefixOf(text.safeParse(first).data?.S ?? '')}`;
}

function rowName(row: z.output<typeof key> | undefined): string {
  return row === undefined ? '' : `${prefixOf(row.pk.S)} ${prefixOf(row.sk.S)}`;
}

/** `job#job_4f…` is `job#…`; `team` is whole. */
function prefixOf(part: string): string {
  return part.replace(/#.*$/, '#…');
}

/** `TablesJobsTable2A4B6C8D` is `jobs`. */
function plain(table: string): string {
  return table.replace(/^Tables(.*)Table[0-9A-F]*$/, '$1').toLowerCase();
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
