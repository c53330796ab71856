import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Clock } from '../../domain/clock.ts';
import type { Caller, KeyDirectory } from '../../domain/teams/team.ts';
import { keys } from './keys.ts';
import { readItem } from './read-item.ts';
import { teamRecord } from './team-record.ts';

/** The stored shape of a key: its hash is the table's key, so the key itself is stored nowhere. */
export const apiKeyRecord = z.object({
  teamId: z.string(),
  createdAtMillis: z.int(),
  revokedAtMillis: z.int().nullable(),
});

/** Half of the 60 s that a revocation may take. Only found keys are remembered: a new key works at once. */
const rememberMillis = 30_000;
const maxRemembered = 1000;

export class DynamoKeyDirectory implements KeyDirectory {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;
  readonly #remembered = new Map<string, { readonly caller: Caller; readonly untilMillis: number }>();

  constructor(client: DynamoDBDocumentClient, catalogueTable: string, clock: Clock) {
    this.#client = client;
    this.#table = catalogueTable;
    this.#clock = clock;
  }

  async findCaller(keySha256Hex: string): Promise<Caller | undefined> {
    const remembered = this.#remembered.get(keySha256Hex);
    if (remembered !== undefined && remembered.untilMillis > this.#clock.nowMillis())
      return remembered.caller;
    this.#remembered.delete(keySha256Hex);

    const caller = await this.#read(keySha256Hex);
    if (caller === undefined) return undefined;
    if (this.#remembered.size >= maxRemembered) this.#remembered.clear();
    this.#remembered.set(keySha256Hex, { caller, untilMillis: this.#clock.nowMillis() + rememberMillis });
    return caller;
  }

  async #read(keySha256Hex: string): Promise<Caller | undefined> {
    const key = await readItem(this.#client, this.#table, keys.apiKey(keySha256Hex), apiKeyRecord);
    if (key === undefined || key.revokedAtMillis !== null) return undefined;

    const team = await readItem(this.#client, this.#table, keys.team(key.teamId), teamRecord);
    if (team === undefined) return undefined;
    const { teamId, teamHandle, requestsPerMinute, defaults } = team;
    return { teamId, teamHandle, requestsPerMinute, defaults };
  }
}
