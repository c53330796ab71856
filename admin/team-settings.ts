import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { balanceRecord } from '../lambdas/adapters/dynamodb/balance-record.ts';
import { keys } from '../lambdas/adapters/dynamodb/keys.ts';
import { readItem } from '../lambdas/adapters/dynamodb/read-item.ts';
import { teamRecord } from '../lambdas/adapters/dynamodb/team-record.ts';
import type { TeamDefaults } from '../lambdas/domain/teams/team.ts';
import { NotThere } from './not-there.ts';

type Tables = { readonly catalogue: string; readonly credits: string };

export type TeamLimits = { readonly requestsPerMinute: number; readonly activeJobs: number };

/** How fast a team may ask, how many jobs it may run, and what its requests mean where they say nothing. */
export class TeamSettings {
  readonly #client: DynamoDBDocumentClient;
  readonly #tables: Tables;

  constructor(client: DynamoDBDocumentClient, tables: Tables) {
    this.#client = client;
    this.#tables = tables;
  }

  /**
   * Changes what is given and answers how both stand. Requests take effect within 60 s, for functions remember a team for
   * half of that; active jobs at once, for the charge looks at them. Jobs that run above a lowered limit run on.
   */
  async setLimits(teamId: string, { requestsPerMinute, activeJobs }: Partial<TeamLimits>) {
    if (requestsPerMinute !== undefined) {
      await this.#set(this.#tables.catalogue, keys.team(teamId), { requestsPerMinute }, teamId);
    }
    if (activeJobs !== undefined) {
      await this.#set(this.#tables.credits, keys.balance(teamId), { activeJobsLimit: activeJobs }, teamId);
    }

    const team = await readItem(this.#client, this.#tables.catalogue, keys.team(teamId), teamRecord);
    const credits = await readItem(this.#client, this.#tables.credits, keys.balance(teamId), balanceRecord);
    if (team === undefined || credits === undefined) throw new NotThere('team', teamId);
    return { teamId, requestsPerMinute: team.requestsPerMinute, activeJobs: credits.activeJobsLimit };
  }

  /** Replaces all of a team's defaults; takes effect within 60 s. */
  async setDefaults(teamId: string, defaults: TeamDefaults) {
    await this.#set(this.#tables.catalogue, keys.team(teamId), { defaults }, teamId);
    return { teamId, defaults };
  }

  async #set(
    table: string,
    key: { readonly pk: string; readonly sk: string },
    attribute: Readonly<Record<string, unknown>>,
    teamId: string,
  ): Promise<void> {
    const [[name, value] = []] = Object.entries(attribute);
    const update = new UpdateCommand({
      TableName: table,
      Key: key,
      ConditionExpression: 'attribute_exists(pk)',
      UpdateExpression: 'SET #name = :value',
      ExpressionAttributeNames: { '#name': name ?? '' },
      ExpressionAttributeValues: { ':value': value },
    });
    await this.#client.send(update).catch((error: unknown) => {
      if (error instanceof ConditionalCheckFailedException) {
        throw new NotThere('team', teamId, { cause: error });
      }
      throw error;
    });
  }
}
