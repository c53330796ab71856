import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { chanceOf } from '../../../simulation/scheduler.ts';
import { DynamoTwin } from '../../../simulation/twins/dynamo-twin.ts';
import { createTable, startDatabase, type TestDatabase, tables } from '../../../support/dynamodb.ts';
import { ModelledLibrary } from '../../../support/library-model.ts';
import { steps } from '../../../support/library-steps.ts';
import { libraryWorld, smallGeometry, unevenClient } from '../../../support/library-world.ts';

const isTwin = process.env['DARKROOM_TEST_DATABASE'] === 'twin';

let database: TestDatabase;
let worlds = 0;

beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.stop());

/** A database, or tables, in which nothing is. */
async function emptyDatabase(chance: () => number) {
  // Of three reads that need not be consistent, one is.
  if (isTwin)
    return { client: new DynamoTwin(() => Math.max(0, Math.floor(chance() * 12) - 3)).client, names: tables };
  worlds += 1;
  const names = { ...tables, images: `images-${worlds}`, credits: `credits-${worlds}` };
  await createTable(database.client, names.images);
  await createTable(database.client, names.credits);
  return { client: database.client, names };
}

describe('a library and the gallery, whatever people do to them in whatever order', () => {
  it('answer every page, search and walk as a list in memory does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), steps, async (seed, some) => {
        const chance = chanceOf(seed);
        const { client, names } = await emptyDatabase(chance);
        const uneven = unevenClient(client, chance);
        const library = new ModelledLibrary(libraryWorld(uneven, names, smallGeometry, isTwin));

        for (const step of some) await step(library);
      }),
      // The twin is DynamoDB in memory: there it is cheap. Over the wire a few show that it is the same.
      { numRuns: isTwin ? 5000 : 60 },
    );
  }, 600_000);
});
