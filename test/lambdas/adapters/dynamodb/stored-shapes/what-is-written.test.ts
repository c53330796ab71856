import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keys, lists } from '../../../../../lambdas/adapters/dynamodb/keys.ts';
import { startDatabase, type TestDatabase, tables } from '../../../../support/dynamodb.ts';
import { shapeOf } from './shape-of.ts';
import { writeEverything } from './write-everything.ts';

let database: TestDatabase;
const shapes: Record<string, Readonly<Record<string, string>>> = {};

beforeAll(async () => {
  database = await startDatabase();
  await writeEverything(database.client);
  for (const [name, table] of Object.entries(tables)) {
    const items: Record<string, unknown>[] = [];
    const pages = paginateScan({ client: database.client }, { TableName: table });
    for await (const page of pages) items.push(...(page.Items ?? []));
    const kinds = Map.groupBy(items, kindOf);
    for (const [kind, found] of kinds) shapes[`${name}: ${kind}`] = shapeOf(found);
  }
});
afterAll(() => database.stop());

const ifMeant =
  'what is stored has changed, and tables hold items of the old shape for years. Let the record schema read both ' +
  '(a default for what is new; keep reading what is old), add an item of the shape that is gone to earlier-items.ts, ' +
  'rewrite nothing in place, and deploy the reader before the writer: docs/deploy.md, "Stored data". Then run ' +
  '`npx vitest run --project unit test/lambdas/adapters/dynamodb/stored-shapes -u`';

it('what the tables hold has the shape that is committed', async () => {
  const sorted = Object.fromEntries(Object.entries(shapes).toSorted(([a], [b]) => (a < b ? -1 : 1)));

  await expect(`${JSON.stringify(sorted, null, 2)}\n`, ifMeant).toMatchFileSnapshot('snapshots/shapes.json');
});

it('no kind of item is missing here: each key that can be spelt was written', () => {
  const spelt = [
    ...Object.values(keys).map((key) => kindOf((key as (...parts: unknown[]) => Key)(...parts))),
    ...[lists.presetLibrary('t', 'p'), lists.gallery].map((list) => kindOf(keys.listRow(list, 1))),
  ];
  const written = Object.keys(shapes).map((name) => name.replace(/^\w+: /, ''));

  expect(spelt.filter((kind) => !written.includes(kind))).toEqual([]);
});

type Key = { readonly pk: string; readonly sk: string };
/** For whatever a key asks: a list's partition, or an id, and numbers. */
const parts = ['team#t', 1, 1];

/** `team#t#preset#p / image#000000000001` → `team#preset / image` */
function kindOf({ pk, sk }: Record<string, unknown>): string {
  const partition = String(pk);
  const [first = ''] = partition.split('#');
  const [name = ''] = String(sk).split('#');
  return `${first}${partition.includes('#preset#') ? '#preset' : ''} / ${name}`;
}
