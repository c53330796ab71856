import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Clock } from '../../domain/clock.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import {
  allowanceOf,
  millisPerToken,
  type RequestAllowance,
  type RequestLimits,
  windowMillis,
} from '../../domain/teams/request-limits.ts';
import { keys } from './keys.ts';

export const bucketRecord = z.object({ fullAtMillis: z.number() });

/** Two requests at once may each find the bucket other than they saw it; more rounds than this are no accident. */
const maxRounds = 4;

/** Long after the bucket is full, the item may go. */
const keepSeconds = 3600;

/**
 * One conditional update a request: either the bucket is full, or it holds a token. DynamoDB has no maximum of two
 * values, so the two are told apart by their conditions; the item that refused tells which applies.
 */
export class DynamoRequestLimits implements RequestLimits {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;

  constructor(client: DynamoDBDocumentClient, catalogueTable: string, clock: Clock) {
    this.#client = client;
    this.#table = catalogueTable;
    this.#clock = clock;
  }

  async take(teamId: string, requestsPerMinute: number): Promise<RequestAllowance> {
    const now = this.#clock.nowMillis();
    const token = millisPerToken(requestsPerMinute);
    const latest = now + windowMillis - token;
    let seen: number | undefined;

    for (let round = 1; round <= maxRounds; round += 1) {
      if (seen !== undefined && seen > latest) break;
      const isFull = seen === undefined || seen < now;
      const taken = isFull
        ? await this.#update(teamId, now, {
            condition: 'attribute_not_exists(fullAtMillis) OR fullAtMillis < :now',
            set: ':next',
            values: { ':now': now, ':next': now + token },
          })
        : await this.#update(teamId, now, {
            condition: 'fullAtMillis BETWEEN :now AND :latest',
            set: 'fullAtMillis + :token',
            values: { ':now': now, ':latest': latest, ':token': token },
          });
      if (taken.taken) {
        return allowanceOf({ isAllowed: true, fullAtMillis: taken.fullAtMillis }, requestsPerMinute, now);
      }
      seen = taken.fullAtMillis;
    }
    return allowanceOf({ isAllowed: false, fullAtMillis: seen ?? now }, requestsPerMinute, now);
  }

  async #update(
    teamId: string,
    now: number,
    {
      condition,
      set,
      values,
    }: { readonly condition: string; readonly set: string; readonly values: Record<string, number> },
  ): Promise<{ readonly taken: boolean; readonly fullAtMillis: number }> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: keys.requestBucket(teamId),
      ConditionExpression: condition,
      UpdateExpression: `SET fullAtMillis = ${set}, expiresAtSeconds = :expires`,
      ExpressionAttributeValues: { ...values, ':expires': Math.ceil(now / 1000) + keepSeconds },
      ReturnValues: 'UPDATED_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      const { Attributes } = await this.#client.send(update);
      return { taken: true, ...bucketRecord.parse(Attributes) };
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) {
        return {
          taken: false,
          ...bucketRecord.parse({ fullAtMillis: Number(error.Item?.['fullAtMillis']?.N) }),
        };
      }
      throw new StoreUnavailable('take a request token', { cause: error });
    }
  }
}
