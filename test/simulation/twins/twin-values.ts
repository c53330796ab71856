import type { Item, Names, Values } from './conditions.ts';
import type { Key } from './twin-table.ts';

type Write = {
  TableName?: string;
  ConditionExpression?: string;
  ExpressionAttributeNames?: Names;
  ExpressionAttributeValues?: Values;
};

/** A write, alone or of a transaction. */
export type TransactItem = {
  Put?: Write & { Item?: Item };
  Update?: Write & { Key?: unknown; UpdateExpression?: string };
  Delete?: Write & { Key?: unknown };
  ConditionCheck?: Write & { Key?: unknown };
};

export function inputOf(write: TransactItem): Write {
  return write.Put ?? write.Update ?? write.Delete ?? write.ConditionCheck ?? {};
}

export function keyOf({ Put, Update, Delete, ConditionCheck }: TransactItem): Key {
  return (Put?.Item ?? Update?.Key ?? Delete?.Key ?? ConditionCheck?.Key) as Key;
}

export function placeOf({ pk, sk }: Key): string {
  return `${pk}\0${sk}`;
}

/** As the document client writes and reads it: a copy, in which what is undefined is not there. */
export function copyOf<Value>(value: Value): Value;
export function copyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((part) => copyOf(part));
  if (value instanceof Set) return new Set(value);
  if (value instanceof Uint8Array) return value.slice();
  const copy: Item = {};
  for (const name of Object.keys(value)) {
    const part = (value as Item)[name];
    if (part !== undefined) copy[name] = copyOf(part);
  }
  return copy;
}

/** Errors carry items as the wire has them; only numbers are asked for. */
export function numbersOf(item: Item) {
  return Object.fromEntries(
    Object.entries(item).flatMap(([name, value]) =>
      typeof value === 'number' ? [[name, { N: String(value) }]] : [],
    ),
  );
}

export function order(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}
