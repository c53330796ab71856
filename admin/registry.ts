import { randomBytes, randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, paginateScan, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../lambdas/adapters/dynamodb/keys.ts';
import { putLedgerEntry } from '../lambdas/adapters/dynamodb/ledger-record.ts';
import { readItem } from '../lambdas/adapters/dynamodb/read-item.ts';
import { type TeamRecord, teamRecord } from '../lambdas/adapters/dynamodb/team-record.ts';
import { transact } from '../lambdas/adapters/dynamodb/transaction.ts';
import type { Clock } from '../lambdas/domain/clock.ts';
import type { Credits } from '../lambdas/domain/credits/amount.ts';
import { defaultRequestsPerMinute } from '../lambdas/domain/teams/team.ts';
import { newApiKey, sha256Hex } from './api-keys.ts';
import { NotThere } from './not-there.ts';

/** Active jobs of a team whose limit nobody set. */
const defaultActiveJobsLimit = 100;

export type Team = TeamRecord;
type Tables = { readonly catalogue: string; readonly credits: string };

/** Writes teams, keys and grants. Each method is one write or one transaction, so a crash leaves all of it or none. */
export class Registry {
  readonly #client: DynamoDBDocumentClient;
  readonly #tables: Tables;
  readonly #clock: Clock;

  constructor(client: DynamoDBDocumentClient, tables: Tables, clock: Clock) {
    this.#client = client;
    this.#tables = tables;
    this.#clock = clock;
  }

  /** A team with its first key. `credits` is what it starts with, as a grant in the ledger; undefined for none. */
  async createTeam(name: string, credits: Credits | undefined): Promise<{ teamId: string; apiKey: string }> {
    const now = this.#clock.nowMillis();
    const teamId = `team_${randomBytes(16).toString('hex')}`;
    const teamHandle = randomBytes(16).toString('hex');
    const team: Team = {
      teamId,
      teamHandle,
      name,
      createdAtMillis: now,
      requestsPerMinute: defaultRequestsPerMinute,
      defaults: {},
    };
    const apiKey = newApiKey();

    const created = await transact(
      this.#client,
      'create team',
      [
        { Put: { TableName: this.#tables.catalogue, Item: { ...keys.team(teamId), ...team } } },
        { Put: { TableName: this.#tables.catalogue, Item: this.#keyItem(apiKey, team) } },
        { Put: { TableName: this.#tables.credits, Item: newBalance(teamId, credits ?? 0, now) } },
        ...(credits === undefined ? [] : [this.#grantEntry(teamId, credits, 'opening balance', now)]),
      ],
      this.#clock,
    );
    if (!created.committed) throw new Error('The team was not created: its random id is taken. Try again.');

    return { teamId, apiKey };
  }

  async createKey(teamId: string): Promise<{ teamId: string; apiKey: string }> {
    const team = await this.requireTeam(teamId);
    const apiKey = newApiKey();
    const put = new PutCommand({ TableName: this.#tables.catalogue, Item: this.#keyItem(apiKey, team) });
    await this.#client.send(put);
    return { teamId, apiKey };
  }

  /** Takes effect within 60 s: functions remember a key for half of that. Revoking twice is harmless. */
  async revokeKey(apiKey: string): Promise<{ revoked: true }> {
    const update = new UpdateCommand({
      TableName: this.#tables.catalogue,
      Key: keys.apiKey(sha256Hex(apiKey)),
      ConditionExpression: 'attribute_exists(pk)',
      UpdateExpression: 'SET revokedAtMillis = :now',
      ExpressionAttributeValues: { ':now': this.#clock.nowMillis() },
    });
    try {
      await this.#client.send(update);
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException)
        throw new NotThere('key', 'given', { cause: error });
      throw error;
    }
    return { revoked: true };
  }

  /** Raises a balance and writes the ledger entry for it, in one transaction. */
  async grant(
    teamId: string,
    credits: Credits,
    reason: string,
  ): Promise<{ teamId: string; granted: number }> {
    const granted = await transact(
      this.#client,
      'grant',
      [
        {
          Update: {
            TableName: this.#tables.credits,
            Key: keys.balance(teamId),
            ConditionExpression: 'attribute_exists(pk)',
            UpdateExpression: 'ADD balance :credits',
            ExpressionAttributeValues: { ':credits': credits },
          },
        },
        this.#grantEntry(teamId, credits, reason, this.#clock.nowMillis()),
      ],
      this.#clock,
    );
    if (!granted.committed) throw new NotThere('team', teamId);
    return { teamId, granted: credits };
  }

  /** Throws `NotThere`. */
  async requireTeam(teamId: string): Promise<Team> {
    const team = await readItem(this.#client, this.#tables.catalogue, keys.team(teamId), teamRecord);
    if (team === undefined) throw new NotThere('team', teamId);
    return team;
  }

  async *teams(): AsyncGenerator<Team> {
    const pages = paginateScan(
      { client: this.#client },
      {
        TableName: this.#tables.catalogue,
        FilterExpression: 'sk = :team',
        ExpressionAttributeValues: { ':team': 'team' },
      },
    );
    for await (const page of pages) for (const item of page.Items ?? []) yield teamRecord.parse(item);
  }

  #keyItem(apiKey: string, { teamId }: Team) {
    const createdAtMillis = this.#clock.nowMillis();
    return { ...keys.apiKey(sha256Hex(apiKey)), teamId, createdAtMillis, revokedAtMillis: null };
  }

  #grantEntry(teamId: string, credits: Credits, reason: string, createdAtMillis: number) {
    const id = `grant_${randomUUID().replaceAll('-', '')}`;
    const entry = { id, type: 'grant' as const, amount: credits, jobId: null, createdAtMillis, reason };
    return putLedgerEntry(this.#tables.credits, teamId, entry);
  }
}

function newBalance(teamId: string, balance: number, createdAtMillis: number) {
  const counters = { charged: 0, refunded: 0, activeJobs: 0, activeJobsLimit: defaultActiveJobsLimit };
  return { ...keys.balance(teamId), teamId, balance, ...counters, createdAtMillis };
}
