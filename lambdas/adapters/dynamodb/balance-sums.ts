import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { BalanceSum, BalanceSums } from '../../domain/credits/balance-sums.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import { balanceRecord } from './balance-record.ts';
import { keys, ledgerEntryPrefix } from './keys.ts';
import { ledgerEntryRecord } from './ledger-record.ts';
import { parseRecord } from './read-item.ts';
import { between, queryPages } from './read-list.ts';

type Item = Readonly<Record<string, unknown>>;

/** Reads the whole table, page by page. A million entries are some 200 MB: 50,000 read units, and a minute. */
export class DynamoBalanceSums implements BalanceSums {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, creditsTable: string) {
    this.#client = client;
    this.#table = creditsTable;
  }

  all(): AsyncGenerator<BalanceSum> {
    return sumsOf(this.#scan());
  }

  async of(teamId: string): Promise<BalanceSum | undefined> {
    const range = between(this.#table, [keys.balance(teamId), { sk: `${ledgerEntryPrefix}~` }], true);
    for await (const sum of sumsOf(queryPages(this.#client, { ...range, ScanIndexForward: true })))
      return sum;
    return undefined;
  }

  async *#scan(): AsyncGenerator<Item> {
    for (let start: Item | undefined; ; ) {
      const from = start === undefined ? {} : { ExclusiveStartKey: start };
      const scan = new ScanCommand({ TableName: this.#table, ConsistentRead: true, ...from });
      const answer = await this.#client.send(scan).catch((cause: unknown) => {
        throw new StoreUnavailable('read all balances', { cause });
      });
      yield* answer.Items ?? [];
      start = answer.LastEvaluatedKey;
      if (start === undefined) return;
    }
  }
}

const balanceKey = keys.balance('').sk;

/** A team's items come one after the other, its balance before its entries, for that is how they are sorted. */
async function* sumsOf(items: AsyncIterable<Item>): AsyncGenerator<BalanceSum> {
  let team: BalanceSum | undefined;
  for await (const item of items) {
    const key = { pk: String(item['pk']), sk: String(item['sk']) };
    if (key.sk === balanceKey) {
      if (team !== undefined) yield team;
      const { teamId, balance } = parseRecord(balanceRecord, item, key);
      team = { teamId, balance, ledgerSum: 0 };
    } else if (team !== undefined && isEntryOf(team, key)) {
      const { amount } = parseRecord(ledgerEntryRecord, item, key);
      team = { ...team, ledgerSum: team.ledgerSum + amount };
    }
  }
  if (team !== undefined) yield team;
}

function isEntryOf(
  { teamId }: BalanceSum,
  { pk, sk }: { readonly pk: string; readonly sk: string },
): boolean {
  return keys.balance(teamId).pk === pk && sk.startsWith(ledgerEntryPrefix);
}
