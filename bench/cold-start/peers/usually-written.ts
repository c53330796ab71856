import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import middy from '@middy/core';
import { executionModeStreamifyResponse } from '@middy/core/StreamifyResponse';
import { z } from 'zod';

// What most write, with the packages that we have too: it reads one item and answers.
const logger = new Logger({ serviceName: 'peer' });
const metrics = new Metrics({ namespace: 'peer' });
const client = DynamoDBDocumentClient.from(new DynamoDBClient());
const request = z.object({ httpMethod: z.string(), path: z.string() });

export const handler = middy<unknown, { statusCode: number; body: string }>({
  executionMode: executionModeStreamifyResponse,
}).handler(async (event) => {
  const { path } = request.parse(event);
  const { Item } = await client.send(
    new GetCommand({ TableName: process.env['CATALOGUE_TABLE'], Key: { pk: 'peer', sk: path } }),
  );
  logger.info('read', { path });
  metrics.addMetric('read', 'Count', 1);
  metrics.publishStoredMetrics();
  return { statusCode: Item === undefined ? 200 : 500, body: '{}' };
});
