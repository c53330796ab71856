import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { Registry } from '../../admin/registry.ts';
import { keys } from '../../lambdas/adapters/dynamodb/keys.ts';
import { systemClock } from '../../lambdas/adapters/system/clock.ts';
import { creditAmount } from '../../lambdas/domain/credits/amount.ts';
import { restApiOf } from '../../local/api-gateway/rest-api.ts';
import { readAssembly } from '../../local/assembly/assembly.ts';
import { Blueprint } from '../../local/assembly/blueprint.ts';
import { functionsOf } from '../../local/assembly/functions.ts';
import { synthesise } from '../../local/assembly/synthesise.ts';
import { closeServer } from '../../local/close-server.ts';
import type { FunctionConfig } from '../../local/lambda/invocation.ts';
import { localCredentials } from '../../local/local-sdk.ts';
import { listenOnLoopback } from '../../local/loopback.ts';
import { startDatabase, tables } from '../../test/support/dynamodb.ts';
import { somethingToRead } from './something-to-read.ts';

/** More than a bench asks for. */
const plenty = 1_000_000_000;

export type ApiWorld = {
  /** The function behind a method of a resource, as the template of the laptop has it. */
  functionOf(method: string, resource: string): FunctionConfig;
  readonly folder: string;
  readonly apiKey: string;
  /** A picture of the team's, and a job of it that has ended. */
  readonly imageId: string;
  readonly jobId: string;
  /** The database by the client that all adapters take, and its address. */
  readonly database: { readonly client: DynamoDBDocumentClient; readonly endpoint: string };
  close(): Promise<void>;
};

/**
 * The synthesised functions of the API with a database in memory, and a team that may ask as often as it likes, with a library
 * and some jobs.
 */
export async function openApiWorld(): Promise<ApiWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-bench-'));
  await synthesise(join(folder, 'assembly'));
  const assembly = await readAssembly(join(folder, 'assembly'));
  const database = await startDatabase();
  // Step Functions, SQS and Secrets Manager: a job starts, nothing waits, and there are no secrets.
  const others = createServer((request, response) => {
    request.resume().once('end', () => {
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
      response.end('{"executionArn":"arn:aws:states:us-east-1:000000000000:execution:m:j","startDate":1}');
    });
  });
  const endpoint = `http://127.0.0.1:${await listenOnLoopback(others, 0)}`;

  const blueprint = new Blueprint(assembly, { sqsEndpoint: endpoint, cdnHost: '127.0.0.1:9' });
  const everywhere = {
    AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: database.endpoint,
  };
  const functions = functionsOf(blueprint, assembly, everywhere, {
    JOBS_TABLE: tables.jobs,
    IMAGES_TABLE: tables.images,
    CREDITS_TABLE: tables.credits,
    CATALOGUE_TABLE: tables.catalogue,
  });
  const { routes } = restApiOf(blueprint);

  const registry = new Registry(database.client, tables, systemClock);
  const { teamId, apiKey } = await registry.createTeam('Bench', creditAmount.parse(plenty));
  await database.client.send(
    new UpdateCommand({
      TableName: tables.catalogue,
      Key: keys.team(teamId),
      UpdateExpression: 'SET requestsPerMinute = :plenty',
      ExpressionAttributeValues: { ':plenty': plenty },
    }),
  );

  const shown = await somethingToRead(database.client, teamId);

  return {
    ...shown,
    folder,
    apiKey,
    database,
    functionOf(method, resource) {
      const route = routes.find((one) => one.method === method && one.path === resource);
      const found = functions.find(({ name }) => name === route?.functionName);
      if (found === undefined) throw new Error(`No function answers ${method} ${resource}.`);
      return found;
    },
    async close() {
      await database.stop();
      await closeServer(others);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
