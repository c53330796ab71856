import { GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DynamoImageRemovals } from '../../../../lambdas/adapters/dynamodb/image-removals.ts';
import { keys, lists } from '../../../../lambdas/adapters/dynamodb/keys.ts';
import { creditAmount } from '../../../../lambdas/domain/credits/amount.ts';
import { ManualClock } from '../../../fakes/manual-clock.ts';
import { startDatabase, type TestDatabase, tables } from '../../../support/dynamodb.ts';
import { activeJobOf, moneyOn, now, picture } from '../../../support/money.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.stop());

async function given() {
  const { client } = database;
  const money = moneyOn(client);
  const { teamId } = await money.registry.createTeam('A', creditAmount.parse(1000));
  const removals = new DynamoImageRemovals(client, tables, new ManualClock());

  return {
    teamId,
    /** Completes a job, and answers its pictures' ids. */
    complete: async (sampleCount: number, skewMillis = 0): Promise<readonly string[]> => {
      const { jobId, samples } = await activeJobOf(client, teamId, { sampleCount });
      const images = samples.map((_, index) => picture(index));
      await money.completions.complete({ jobId, images, lost: [] }, now + skewMillis);
      return samples.map(({ imageId }) => imageId);
    },
    remove: (imageId: string) => removals.remove(teamId, imageId),
    page: async (page: number, limit = 20) => {
      const start = { newer: (page - 1) * limit };
      const { images, total } = await money.library.page({ teamId, start, limit });
      return { ids: images.map(({ imageId }) => imageId), total };
    },
  };
}

/** Every page of a library, one after the other. */
async function pagesOf({ page }: Awaited<ReturnType<typeof given>>, limit: number) {
  const pages = [];
  for (let number = 1; ; number += 1) {
    const { ids, total } = await page(number, limit);
    if (ids.length === 0) return { ids: pages.flat(), total };
    pages.push(ids);
  }
}

describe('a picture that goes', () => {
  const deadlineAtMillis = Date.parse('2026-11-23T11:00:00.000Z');
  const minute = 60_000;

  /** The job of a picture that was deleted at a time. */
  async function deletedAt(millis: number, isPublic = false) {
    const { client } = database;
    const { teamId } = await moneyOn(client).registry.createTeam('A', creditAmount.parse(1000));
    const job = await activeJobOf(client, teamId, { isPublic, deadlineAtMillis });
    const { completions, gallery } = moneyOn(client);
    const { job: ended } = await completions.complete(
      { jobId: job.jobId, images: [picture(0)], lost: [] },
      now,
    );
    const clock = new ManualClock(new Date(millis).toISOString());
    await new DynamoImageRemovals(client, tables, clock).remove(teamId, job.samples[0]?.imageId ?? '');
    const open = async () => {
      const { Item } = await client.send(
        new GetCommand({ TableName: tables.jobs, Key: keys.job(job.jobId) }),
      );
      return Item?.['open'];
    };
    return { open, publish: () => gallery.publish(ended) };
  }

  it('leaves its job among the leftovers while somebody may still store it', async () => {
    expect(await (await deletedAt(deadlineAtMillis + 15 * minute - 1)).open()).toBe('leftovers');
    expect(await (await deletedAt(deadlineAtMillis + 15 * minute)).open()).toBeUndefined();
  });

  it('leaves a job that waits for its publisher where it is, and the publisher takes it to the leftovers', async () => {
    const { open, publish } = await deletedAt(now + minute, true);
    expect(await open()).toBe('job');

    await publish();

    expect(await open()).toBe('leftovers');
  });
});

describe('a library with deletions', () => {
  it('lists each picture that is left once, newest first, on pages of any size', async () => {
    const library = await given();
    const made: string[] = [];
    for (let jobs = 0; jobs < 6; jobs += 1) made.push(...(await library.complete(10)));
    const gone = made.filter((_, index) => index % 7 === 0 || index > 55);
    for (const imageId of gone) expect(await library.remove(imageId)).toBe(true);
    const left = made.filter((imageId) => !gone.includes(imageId)).reverse();

    for (const limit of [1, 7, 20, 100]) {
      expect(await pagesOf(library, limit)).toEqual({ ids: left, total: left.length });
    }
  });

  it('counts a picture that is deleted twice once', async () => {
    const library = await given();
    const [first = '', second = ''] = await library.complete(3);

    expect([await library.remove(first), await library.remove(first)]).toEqual([true, false]);
    expect((await library.page(1)).total).toBe(2);
    expect(await (await given()).remove(second)).toBe(false);
    expect((await library.page(1)).total).toBe(2);
  });

  it('stays exact while ten jobs complete and ten pictures go at once', async () => {
    const library = await given();
    const old = await library.complete(10);

    const [made] = await Promise.all([
      Promise.all(Array.from({ length: 10 }, () => library.complete(2))),
      Promise.all(old.map((imageId) => library.remove(imageId))),
    ]);

    const { ids, total } = await pagesOf(library, 6);
    expect(total).toBe(20);
    expect(ids.toSorted()).toEqual(made.flat().toSorted());
  });

  it('numbers ten jobs that complete at once without a gap, in the order of their createdAt, whatever their clocks', async () => {
    const library = await given();
    // The first whose clock is ahead makes all that follow as late: this one is before any of them.
    await library.complete(2, -14_000);

    await Promise.all(
      Array.from({ length: 10 }, (_, index) => library.complete(2, (index % 3) * 7000 - 7000)),
    );

    const { Items = [] } = await database.client.send(
      new QueryCommand({
        TableName: tables.images,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :image)',
        ExpressionAttributeValues: { ':pk': lists.library(library.teamId), ':image': 'image#' },
      }),
    );
    expect(Items.map(({ sk }) => Number(String(sk).slice('image#'.length)))).toEqual(
      Array.from({ length: 22 }, (_, index) => index + 1),
    );
    const created = Items.map(({ createdAtMillis }) => Number(createdAtMillis));
    expect(created).toEqual(created.toSorted((a, b) => a - b));
    expect(new Set(created).size).toBeGreaterThan(1);
  });

  it('goes on in the block before, and past blocks of which nothing is left', async () => {
    const library = await given();
    const [oldest = '', ...firsts] = await library.complete(4);
    await skipTo(library.teamId, 3 * 4096 + 5);
    const lasts = await library.complete(4);
    for (const imageId of [firsts[1], lasts[2]]) await library.remove(imageId ?? '');
    const left = [oldest, firsts[0], firsts[2], lasts[0], lasts[1], lasts[3]].reverse();

    expect(await library.page(1, 4)).toEqual({ ids: left.slice(0, 4), total: 6 });
    expect(await library.page(2, 4)).toEqual({ ids: left.slice(4), total: 6 });
    expect(await library.page(2, 1)).toEqual({ ids: left.slice(1, 2), total: 6 });
  });
});

/** As if the numbers after the first four had belonged to pictures that were deleted. */
async function skipTo(teamId: string, lastSequence: number): Promise<void> {
  const bits = (from: number, to: number) => {
    const bitmap = new Uint8Array(512);
    for (let at = from; at < to; at += 1) bitmap[at >> 3] = (bitmap[at >> 3] ?? 0) | (1 << (at & 7));
    return bitmap;
  };
  const counts = [4092, 4096, 4096, 5];
  const packed = Uint8Array.from(counts.flatMap((count) => [count >> 8, count & 255]));
  const put = (Item: object) => ({ Put: { TableName: tables.images, Item: { ...Item } } });
  const bitmaps = [bits(4, 4096), bits(0, 4096), bits(0, 4096), bits(0, 5)];
  const list = lists.library(teamId);
  const deleted = counts.reduce((sum, count) => sum + count, 0);
  await database.client.send(
    new TransactWriteCommand({
      TransactItems: [
        put({ ...keys.listHead(list), lastSequence, lastCreatedAtMillis: now }),
        put({ ...keys.listDeletions(list), counts: packed, deleted }),
        ...bitmaps.map((bitmap, block) => put({ ...keys.listBitmap(list, block), bits: bitmap })),
      ],
    }),
  );
}
