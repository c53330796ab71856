import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DynamoRequestLimits } from '../../../../lambdas/adapters/dynamodb/request-limits.ts';
import { ManualClock } from '../../../fakes/manual-clock.ts';
import { startDatabase, type TestDatabase, tables } from '../../../support/dynamodb.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.stop());

function bucket() {
  const clock = new ManualClock();
  const limits = new DynamoRequestLimits(database.client, tables.catalogue, clock);
  const teamId = `team_${randomUUID()}`;
  return { clock, take: (requestsPerMinute: number) => limits.take(teamId, requestsPerMinute) };
}

describe("a team's bucket", () => {
  it('gives a minute of requests at once, then none, and says when there is one again', async () => {
    const { take } = bucket();

    const taken = [await take(3), await take(3), await take(3), await take(3)];

    expect(taken.map(({ isAllowed, remaining }) => [isAllowed, remaining])).toEqual([
      [true, 2],
      [true, 1],
      [true, 0],
      [false, 0],
    ]);
    expect(taken[3]).toMatchObject({ retryAfterSeconds: 20, resetSeconds: 60 });
  });

  it('fills evenly, and never beyond a minute of requests', async () => {
    const { clock, take } = bucket();
    for (let request = 0; request < 3; request += 1) await take(3);

    clock.advance(20_000);
    const afterOne = [await take(3), await take(3)];
    clock.advance(3_600_000);
    const afterMany = [await take(3), await take(3), await take(3), await take(3)];

    expect(afterOne.map(({ isAllowed }) => isAllowed)).toEqual([true, false]);
    expect(afterMany.map(({ isAllowed }) => isAllowed)).toEqual([true, true, true, false]);
  });

  it('gives no more than it has to requests that come at once', async () => {
    const { take } = bucket();

    const taken = await Promise.all(Array.from({ length: 30 }, () => take(10)));

    expect(taken.filter(({ isAllowed }) => isAllowed)).toHaveLength(10);
  });

  it('follows a limit that an operator lowers or raises', async () => {
    const { take } = bucket();
    for (let request = 0; request < 60; request += 1) await take(60);

    expect(await take(30)).toMatchObject({ isAllowed: false });
    expect(await take(120)).toMatchObject({ isAllowed: false, retryAfterSeconds: 1 });
  });

  it('is of one team alone', async () => {
    const [mine, yours] = [bucket(), bucket()];
    await mine.take(1);

    expect((await mine.take(1)).isAllowed).toBe(false);
    expect((await yours.take(1)).isAllowed).toBe(true);
  });
});
