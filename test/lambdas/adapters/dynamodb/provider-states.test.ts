import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keys } from '../../../../lambdas/adapters/dynamodb/keys.ts';
import { DynamoProviderStates } from '../../../../lambdas/adapters/dynamodb/provider-states.ts';
import { pause, takeSlot } from '../../../../lambdas/domain/generation/provider-state.ts';
import { ManualClock } from '../../../fakes/manual-clock.ts';
import { startDatabase, type TestDatabase, tables } from '../../../support/dynamodb.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.stop());

const statesWith = (rates: ConstructorParameters<typeof DynamoProviderStates>[3] = {}) =>
  new DynamoProviderStates(database.client, tables.catalogue, new ManualClock(), rates);

describe('the state of a provider', () => {
  it('is at rest, at the usual rate, when nobody changed it yet', async () => {
    expect(await statesWith({ bedrock: 20 }).find('bedrock')).toEqual({
      imagesPerMinute: 20,
      nextSlotMillis: 0,
      pausedUntilMillis: 0,
      closures: [],
    });
  });

  it('gives every slot to one of those who want it at once', async () => {
    const states = statesWith({ google: 60 });
    const nowMillis = Date.parse('2026-11-23T09:00:00.000Z');

    const taken = await Promise.all(
      Array.from({ length: 20 }, () =>
        states.change('google', (state) => takeSlot(state, { nowMillis, patienceMillis: 600_000 })),
      ),
    );

    const seconds = taken.map(({ startMillis }) => (startMillis - nowMillis) / 1000);
    // A burst of 12 at rest, then one a second.
    expect(seconds.toSorted((a, b) => a - b)).toEqual([...Array(12).fill(0), 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('keeps the rate that an operator set, and what else is known', async () => {
    const states = statesWith({ openai: 5 });
    await states.change('openai', (state) => ({ state: pause(state, 5000) }));

    await states.setRate('openai', 250);
    await states.change('openai', (state) => ({ state: pause(state, 9000) }));

    expect(await states.find('openai')).toMatchObject({ imagesPerMinute: 250, pausedUntilMillis: 9000 });
    await states.setRate('openai', null);
    expect(await states.find('openai')).toMatchObject({ imagesPerMinute: 5, pausedUntilMillis: 9000 });
  });

  it('writes nothing when nothing changes', async () => {
    await statesWith().change('compatible', (state) => ({ state }));

    const { GetCommand } = await import('@aws-sdk/lib-dynamodb');
    const get = new GetCommand({ TableName: tables.catalogue, Key: keys.provider('compatible') });
    expect((await database.client.send(get)).Item).toBeUndefined();
  });
});
