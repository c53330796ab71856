import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../admin/api-keys.ts';
import { ensureDemoTeam } from '../../admin/demo-team.ts';
import { NotThere } from '../../admin/not-there.ts';
import { Registry } from '../../admin/registry.ts';
import { DynamoBalances } from '../../lambdas/adapters/dynamodb/balances.ts';
import { DynamoKeyDirectory } from '../../lambdas/adapters/dynamodb/key-directory.ts';
import { creditAmount } from '../../lambdas/domain/credits/amount.ts';
import { looksLikeApiKey } from '../../lambdas/domain/teams/api-key.ts';
import { ManualClock } from '../fakes/manual-clock.ts';
import { startDatabase, type TestDatabase, tables } from '../support/dynamodb.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.stop());

function arrange() {
  const clock = new ManualClock();
  return {
    clock,
    registry: new Registry(database.client, tables, clock),
    keyDirectory: new DynamoKeyDirectory(database.client, tables.catalogue, clock),
    balances: new DynamoBalances(database.client, tables.credits),
  };
}

describe('a new team', () => {
  it('has a key that finds it, and its credits as a grant', async () => {
    const { registry, keyDirectory, balances } = arrange();

    const { teamId, apiKey } = await registry.createTeam('Studio', creditAmount.parse(50));

    expect(looksLikeApiKey(apiKey)).toBe(true);
    expect(await keyDirectory.findCaller(sha256Hex(apiKey))).toMatchObject({ teamId });
    expect(await balances.find(teamId)).toMatchObject({ balance: 50, charged: 0, activeJobsLimit: 100 });
  });

  it('may start with nothing', async () => {
    const { registry, balances } = arrange();

    const { teamId } = await registry.createTeam('Studio', undefined);

    expect(await balances.find(teamId)).toMatchObject({ balance: 0 });
  });
});

describe('a key', () => {
  it('stops working within 60 s of its revocation', async () => {
    const { registry, keyDirectory, clock } = arrange();
    const { apiKey } = await registry.createTeam('Studio', undefined);
    await keyDirectory.findCaller(sha256Hex(apiKey));

    await registry.revokeKey(apiKey);
    clock.advance(60_000);

    expect(await keyDirectory.findCaller(sha256Hex(apiKey))).toBeUndefined();
  });

  it('can be one of many of a team', async () => {
    const { registry, keyDirectory } = arrange();
    const { teamId } = await registry.createTeam('Studio', undefined);

    const { apiKey } = await registry.createKey(teamId);

    expect(await keyDirectory.findCaller(sha256Hex(apiKey))).toMatchObject({ teamId });
  });

  it('of nobody cannot be revoked, and a team of nobody gets none', async () => {
    const { registry } = arrange();

    await expect(registry.revokeKey('dr_unknown')).rejects.toThrow(NotThere);
    await expect(registry.createKey('team_unknown')).rejects.toThrow(NotThere);
  });
});

describe('a grant', () => {
  it('raises the balance', async () => {
    const { registry, balances } = arrange();
    const { teamId } = await registry.createTeam('Studio', creditAmount.parse(5));

    await registry.grant(teamId, creditAmount.parse(7), 'welcome');

    expect(await balances.find(teamId)).toMatchObject({ balance: 12 });
  });

  it('to a team that does not exist is refused', async () => {
    const { registry } = arrange();

    await expect(registry.grant('team_unknown', creditAmount.parse(7), 'oops')).rejects.toThrow(NotThere);
  });
});

describe("the laptop's demo team", () => {
  it('is made once, keeps its key, and gets a new key when the old one is lost or revoked', async () => {
    const { registry } = arrange();
    const input = { dynamodbEndpoint: database.endpoint, tables };

    const first = await ensureDemoTeam(input);
    const second = await ensureDemoTeam({ ...input, previous: first });
    const lost = await ensureDemoTeam(input);
    await registry.revokeKey(first.apiKey);
    const revoked = await ensureDemoTeam({ ...input, previous: first });

    expect(second).toEqual(first);
    expect(lost.teamId).toBe(first.teamId);
    expect(lost.apiKey).not.toBe(first.apiKey);
    expect(revoked.apiKey).not.toBe(first.apiKey);
  });
});
