import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { keys, ledgerEntryPrefix } from '../lambdas/adapters/dynamodb/keys.ts';
import { ledgerEntryRecord } from '../lambdas/adapters/dynamodb/ledger-record.ts';
import type { LedgerEntry } from '../lambdas/domain/credits/ledger-entry.ts';

/** A team's ledger, newest first, read consistently page by page. */
export async function* ledgerEntries(
  client: DynamoDBDocumentClient,
  creditsTable: string,
  teamId: string,
): AsyncGenerator<LedgerEntry> {
  const pages = paginateQuery(
    { client },
    {
      TableName: creditsTable,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': keys.balance(teamId).pk, ':prefix': ledgerEntryPrefix },
      ConsistentRead: true,
      ScanIndexForward: false,
    },
  );
  for await (const page of pages) for (const item of page.Items ?? []) yield ledgerEntryRecord.parse(item);
}
