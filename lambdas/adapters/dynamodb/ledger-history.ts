import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { LedgerEntry } from '../../domain/credits/ledger-entry.ts';
import type { LedgerHistory, LedgerPage, LedgerQuery } from '../../domain/credits/ledger-history.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import { keys, ledgerEntryPrefix } from './keys.ts';
import { jobEntryId, ledgerEntryRecord } from './ledger-record.ts';
import { parseRecord, readItem } from './read-item.ts';

/** One query a page; a job's entries are read by their keys, whatever the length of the ledger. */
export class DynamoLedgerHistory implements LedgerHistory {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, creditsTable: string) {
    this.#client = client;
    this.#table = creditsTable;
  }

  async list({ teamId, limit, after }: LedgerQuery): Promise<LedgerPage> {
    const { pk } = keys.balance(teamId);
    const query = new QueryCommand({
      TableName: this.#table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': ledgerEntryPrefix },
      ConsistentRead: true,
      ScanIndexForward: false,
      // One more than is shown tells whether there is a next page.
      Limit: limit + 1,
      ...(after === undefined
        ? {}
        : { ExclusiveStartKey: keys.ledgerEntry(teamId, after.createdAtMillis, after.entryId) }),
    });
    const { Items = [] } = await this.#client.send(query).catch((cause: unknown) => {
      throw new StoreUnavailable('read a ledger', { cause });
    });
    const found = Items.map((item) => parseRecord(ledgerEntryRecord, item, { pk, sk: ledgerEntryPrefix }));
    const entries = found.slice(0, limit);
    const last = found.length > limit ? entries.at(-1) : undefined;
    const next = last && { createdAtMillis: last.createdAtMillis, entryId: last.id };
    return { entries, next };
  }

  /** A move writes the same moment into the job and into its entry, so the job knows the keys. */
  async ofJob({ jobId, teamId, chargedAtMillis, endedAtMillis }: Job): Promise<readonly LedgerEntry[]> {
    const read = (type: 'charge' | 'refund', atMillis: number | null) =>
      atMillis === null
        ? undefined
        : readItem(
            this.#client,
            this.#table,
            keys.ledgerEntry(teamId, atMillis, jobEntryId(type, jobId)),
            ledgerEntryRecord,
          );
    const found = await Promise.all([read('refund', endedAtMillis), read('charge', chargedAtMillis)]);
    return found.filter((entry) => entry !== undefined);
  }
}
