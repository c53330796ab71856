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

  /** A team's items come one after the other, its balance before its entries, for that is how they are sorted. */
  async *all(): AsyncGenerator<BalanceSum> {
    let team: BalanceSum | undefined;
    for await (const item of this.#scan()) {
      if (item['sk'] === balanceKey) {
        if (team !== undefined) yield team;
        const { teamId, balance } = parseRecord(balanceRecord, item, {
          pk: String(item['pk']),
          sk: balanceKey,
        });
        team = { teamId, balance, ledgerSum: 0 };
      } else team = withEntry(team, item);
    }
    if (team !== undefined) yield team;
  }

  async of(teamId: string): Promise<BalanceSum | undefined> {
    const key = keys.balance(teamId);
    const range = between(this.#table, [key, { sk: `${ledgerEntryPrefix}~` }], true);
    let team: BalanceSum | undefined;
    for await (const item of queryPages(this.#client, { ...range, ScanIndexForward: true })) {
      if (item['sk'] === balanceKey)
        team = { teamId, balance: parseRecord(balanceRecord, item, key).balance, ledgerSum: 0 };
      else team = withEntry(team, item);
    }
    return team;
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

function withEntry(team: BalanceSum | undefined, item: Item): BalanceSum | undefined {
  const key = { pk: String(item['pk']), sk: String(item['sk']) };
  const isOurs =
    team !== undefined && keys.balance(team.teamId).pk === key.pk && key.sk.startsWith(ledgerEntryPrefix);
  if (!isOurs) return team;
  return { ...team, ledgerSum: team.ledgerSum + parseRecord(ledgerEntryRecord, item, key).amount };
}
