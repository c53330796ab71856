import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { LateSamples } from '../../domain/generation/late-samples.ts';
import type { SampleRef } from '../../domain/generation/sample-claims.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import { keys } from './keys.ts';

/** A set of indexes in the job's item, `lateSamples`: it moves no money and no status. */
export class DynamoLateSamples implements LateSamples {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, jobsTable: string) {
    this.#client = client;
    this.#table = jobsTable;
  }

  async note({ jobId, sampleIndex }: SampleRef): Promise<void> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: keys.job(jobId),
      ConditionExpression: 'attribute_exists(pk)',
      UpdateExpression: 'ADD lateSamples :index',
      ExpressionAttributeValues: { ':index': new Set([sampleIndex]) },
    });
    await this.#client.send(update).catch((cause: unknown) => {
      throw new StoreUnavailable('note a late picture', { cause });
    });
  }
}
