import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../domain/clock.ts';
import { DynamoKeyDirectory } from './key-directory.ts';
import { DynamoRequestLimits } from './request-limits.ts';

/** What every route with a key needs: who asks, and how often they may. */
export function dynamoAccess(client: DynamoDBDocumentClient, catalogueTable: string, clock: Clock) {
  return {
    keys: new DynamoKeyDirectory(client, catalogueTable, clock),
    limits: new DynamoRequestLimits(client, catalogueTable, clock),
  };
}
