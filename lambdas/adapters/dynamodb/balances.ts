import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Balance, Balances } from '../../domain/credits/balance.ts';
import { balanceRecord, toBalance } from './balance-record.ts';
import { keys } from './keys.ts';
import { readItem } from './read-item.ts';

export class DynamoBalances implements Balances {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, creditsTable: string) {
    this.#client = client;
    this.#table = creditsTable;
  }

  async find(teamId: string): Promise<Balance | undefined> {
    const item = await readItem(this.#client, this.#table, keys.balance(teamId), balanceRecord);
    return item === undefined ? undefined : toBalance(item);
  }
}
