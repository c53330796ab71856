import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DynamoBalanceSums } from '../../../../lambdas/adapters/dynamodb/balance-sums.ts';
import { keys } from '../../../../lambdas/adapters/dynamodb/keys.ts';
import { creditAmount } from '../../../../lambdas/domain/credits/amount.ts';
import { startDatabase, type TestDatabase, tables } from '../../../support/dynamodb.ts';
import { activeJobOf, moneyOn } from '../../../support/money.ts';

let database: TestDatabase;
let sums: DynamoBalanceSums;
const teams: string[] = [];

beforeAll(async () => {
  database = await startDatabase();
  sums = new DynamoBalanceSums(database.client, tables.credits);
  const { registry } = moneyOn(database.client);
  for (const name of ['A', 'B', 'C']) {
    const { teamId } = await registry.createTeam(name, creditAmount.parse(10));
    teams.push(teamId);
    await activeJobOf(database.client, teamId);
  }
});
afterAll(() => database.stop());

async function found() {
  const all = [];
  for await (const sum of sums.all()) all.push(sum);
  return all.sort((a, b) => a.teamId.localeCompare(b.teamId));
}

describe('balances beside their ledgers', () => {
  it('are told of every team once, grants and charges summed up', async () => {
    expect(await found()).toEqual([...teams].sort().map((teamId) => ({ teamId, balance: 8, ledgerSum: 8 })));
  });

  it('differ for a team whose balance was changed past its ledger, and for no other', async () => {
    const [first = ''] = teams;
    await database.client.send(
      new UpdateCommand({
        TableName: tables.credits,
        Key: keys.balance(first),
        UpdateExpression: 'ADD balance :stolen',
        ExpressionAttributeValues: { ':stolen': -3 },
      }),
    );

    expect(await sums.of(first)).toEqual({ teamId: first, balance: 5, ledgerSum: 8 });
    expect((await found()).filter(({ balance, ledgerSum }) => balance !== ledgerSum)).toEqual([
      { teamId: first, balance: 5, ledgerSum: 8 },
    ]);
    expect(await sums.of('nobody')).toBeUndefined();
  });
});
