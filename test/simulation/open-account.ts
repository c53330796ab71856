import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../lambdas/adapters/dynamodb/keys.ts';
import { putLedgerEntry } from '../../lambdas/adapters/dynamodb/ledger-record.ts';
import type { LedgerEntry } from '../../lambdas/domain/credits/ledger-entry.ts';
import { tables } from '../support/dynamodb.ts';
import type { DynamoTwin } from './twins/dynamo-twin.ts';

/** As the admin command does it, but under a name that the seed decides. */
export function openAccount(
  dynamo: DynamoTwin,
  teamId: string,
  credits: number,
  createdAtMillis: number,
): void {
  const grant: LedgerEntry = {
    id: `grant_${teamId}`,
    type: 'grant',
    amount: credits,
    jobId: null,
    createdAtMillis,
    reason: null,
  };
  const counters = { charged: 0, refunded: 0, activeJobs: 0, activeJobsLimit: 100 };
  const item = { ...keys.balance(teamId), teamId, balance: credits, ...counters, createdAtMillis };
  dynamo.run(new PutCommand({ TableName: tables.credits, Item: item }));
  dynamo.run(new PutCommand(putLedgerEntry(tables.credits, teamId, grant).Put));
}
