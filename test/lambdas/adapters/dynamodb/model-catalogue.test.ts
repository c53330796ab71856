import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DynamoModelCatalogue } from '../../../../lambdas/adapters/dynamodb/model-catalogue.ts';
import { modelItem } from '../../../../lambdas/adapters/dynamodb/model-record.ts';
import { aiModelConfig } from '../../../../lambdas/domain/generation/ai-model-config.ts';
import { sandboxModels } from '../../../../lambdas/domain/generation/catalogue/sandbox-models.ts';
import { ManualClock } from '../../../fakes/manual-clock.ts';
import { startDatabase, type TestDatabase, tables } from '../../../support/dynamodb.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.stop());

it('a model that an operator puts is seen within 60 s, and one that cannot be read is offered to nobody', async () => {
  const clock = new ManualClock();
  const broken: string[] = [];
  const catalogue = new DynamoModelCatalogue(database.client, tables.catalogue, {
    clock,
    builtIn: sandboxModels,
    onBroken: (modelId) => broken.push(modelId),
  });
  const [sandbox] = sandboxModels;
  const before = await catalogue.find('sandbox');

  const dearer = aiModelConfig.parse({ ...sandbox, credits: { low: 5, standard: 5, high: 5, '4k': 5 } });
  await database.client.send(new PutCommand({ TableName: tables.catalogue, Item: modelItem(dearer) }));
  clock.advance(60_000);

  expect(before?.credits.low).toBe(1);
  expect((await catalogue.find('sandbox'))?.credits.low).toBe(5);
  expect((await catalogue.find('sandbox-preview'))?.id).toBe('sandbox');
  expect((await catalogue.list()).filter(({ id }) => id === 'sandbox')).toHaveLength(1);

  // As an older version may have left it.
  const stale = { ...modelItem(dearer), config: { id: 'sandbox', credits: 'two' } };
  await database.client.send(new PutCommand({ TableName: tables.catalogue, Item: stale }));
  clock.advance(60_000);

  expect(await catalogue.find('sandbox')).toBeUndefined();
  expect((await catalogue.list()).length).toBe(sandboxModels.length - 1);
  expect(broken).toEqual(['sandbox']);
});
