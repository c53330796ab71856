import { randomUUID } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keys } from '../../../../lambdas/adapters/dynamodb/keys.ts';
import { DynamoSyncWaiters } from '../../../../lambdas/adapters/dynamodb/sync-waiters.ts';
import type { WaitingCall } from '../../../../lambdas/domain/jobs/sync-waiters.ts';
import { StoreUnavailable } from '../../../../lambdas/domain/store-unavailable.ts';
import { ManualClock } from '../../../fakes/manual-clock.ts';
import { startDatabase, type TestDatabase, tables } from '../../../support/dynamodb.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.stop());

/** A count of its own, at 09:00:00, for waits of at most 180 s. */
function counted(limit: number) {
  const clock = new ManualClock('2026-11-23T09:00:00.000Z');
  const bootId = randomUUID();
  const options = { limit, longestWaitSeconds: 180, bootId };
  const waiters = new DynamoSyncWaiters(database.client, tables.catalogue, clock, options);
  const enter = async (): Promise<WaitingCall> => {
    const entered = await waiters.enter();
    if (entered === 'full') throw new Error('All places are taken.');
    return entered;
  };
  const item = async () => {
    const get = new GetCommand({ TableName: tables.catalogue, Key: keys.syncWaiters(bootId) });
    const { pk: _, sk: __, expiresAtSeconds: ___, ...counts } = (await database.client.send(get)).Item ?? {};
    return counts;
  };
  return { clock, waiters, enter, item };
}

const began = (time: string) => `began${Date.parse(`2026-11-23T${time}.000Z`) / 1000}`;

describe('the count of waiting calls', () => {
  it('refuses whoever comes when all places are taken, and takes them in when one is free again', async () => {
    const { waiters, enter, item } = counted(2);
    const first = await enter();
    await enter();

    expect(await waiters.enter()).toBe('full');
    await waiters.leave(first);
    await enter();
    expect(await waiters.enter()).toBe('full');
    expect(await item()).toEqual({ waiting: 2, [began('09:00:00')]: 2 });
  });

  it('lets in exactly as many as may wait, of those who come at once', async () => {
    const { waiters, item } = counted(10);

    const entered = await Promise.all(Array.from({ length: 40 }, () => waiters.enter()));

    expect(entered.filter((each) => each !== 'full')).toHaveLength(10);
    expect(await item()).toMatchObject({ waiting: 10 });
  });

  it('counts those who begin later in a window of their own, and gives each back to its own', async () => {
    const { clock, waiters, enter, item } = counted(5);
    const early = await enter();
    clock.advance(45_000);
    await enter();

    await waiters.leave(early);

    expect(await item()).toEqual({ waiting: 1, [began('09:00:00')]: 0, [began('09:00:30')]: 1 });
  });

  it('keeps the places of calls that died until nobody who began with them can be waiting, and no longer', async () => {
    const { clock, waiters, enter, item } = counted(2);
    await enter();
    await enter();

    clock.advance(239_999);
    expect(await waiters.enter()).toBe('full');
    clock.advance(1);
    await enter();

    expect(await item()).toEqual({ waiting: 1, [began('09:04:00')]: 1 });
  });

  it('forgets old windows also while there are places, when a window begins', async () => {
    const { clock, enter, item } = counted(5);
    await enter();
    clock.advance(300_000);

    await enter();
    await enter();

    expect(await item()).toEqual({ waiting: 2, [began('09:05:00')]: 2 });
  });

  it('forgets the dead once, however many find them at the same time', async () => {
    const { clock, waiters, enter, item } = counted(3);
    for (let call = 0; call < 3; call += 1) await enter();
    clock.advance(300_000);

    const entered = await Promise.all(Array.from({ length: 12 }, () => waiters.enter()));

    expect(entered.filter((each) => each !== 'full')).toHaveLength(3);
    expect(await item()).toEqual({ waiting: 3, [began('09:05:00')]: 3 });
  });

  it('changes nothing when a call leaves that was forgotten, or leaves twice', async () => {
    const { clock, waiters, enter, item } = counted(5);
    const forgotten = await enter();
    clock.advance(300_000);
    const twice = await enter();

    await waiters.leave(forgotten);
    await waiters.leave(twice);
    await waiters.leave(twice);

    expect(await item()).toEqual({ waiting: 0, [began('09:05:00')]: 0 });
  });

  it('of a boot knows nothing of those who waited in another', async () => {
    const [before, after] = [counted(1), counted(1)];
    await before.enter();

    await after.enter();

    expect(await before.waiters.enter()).toBe('full');
  });

  it('says that its store did not answer', async () => {
    const waiters = new DynamoSyncWaiters(
      Object.assign(Object.create(database.client), { send: () => Promise.reject(new Error('throttled')) }),
      tables.catalogue,
      new ManualClock(),
      { limit: 1, longestWaitSeconds: 180, bootId: undefined },
    );

    await expect(waiters.enter()).rejects.toThrow(StoreUnavailable);
    await expect(waiters.leave({ windowSeconds: 0 })).rejects.toThrow(StoreUnavailable);
  });
});
