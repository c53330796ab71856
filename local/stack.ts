import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { ensureDemoTeam } from '../admin/demo-team.ts';
import { apiGateway } from './api-gateway/api-gateway.ts';
import { restApiOf } from './api-gateway/rest-api.ts';
import { functionsOf } from './assembly/functions.ts';
import { account } from './assembly/names.ts';
import { startEventSource } from './events/event-source.ts';
import { eventSourcesOf } from './events/event-sources.ts';
import { rulesOf } from './events/rules.ts';
import { openFunctionLog } from './function-log.ts';
import { startFunctionHost } from './lambda/function-host.ts';
import { listenOnLoopback } from './loopback.ts';
import type { Progress } from './progress.ts';
import type { Settings } from './settings.ts';
import { openWorkflow } from './step-functions/workflow.ts';
import { closeServer, localCredentials, openStores } from './stores-of-home.ts';
import { writeJsonAtomically } from './write-atomically.ts';

const written = z.object({ teamId: z.string(), apiKey: z.string() });

export type Stack = {
  readonly apiUrl: string;
  readonly cdnUrl: string;
  readonly teamId: string;
  readonly apiKey: string;
  readonly logFile: string;
  stop(): Promise<void>;
};

/** Runs the templates on this machine. Starts in the order in which parts need each other, and stops the other way. */
export async function startStack(
  settings: Settings,
  progress: Progress,
  warn: (text: string) => void,
): Promise<Stack> {
  const { home } = settings;
  const closing: (() => Promise<void> | void)[] = [];
  const stop = async () => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    const stores = await openStores(settings, progress, warn);
    closing.push(stores.close);
    const { blueprint, storageEndpoint, dynamodbEndpoint, cdnUrl } = stores;

    const log = openFunctionLog(home);
    closing.push(() => log.close());
    const sqs = new SQSClient({
      endpoint: storageEndpoint,
      region: 'us-east-1',
      credentials: localCredentials,
    });
    const queueUrlOf = (queueName: string) => `${storageEndpoint}/${account}/${queueName}`;
    // Functions need to know where the workflow answers before it can answer: it invokes them.
    const workflowServer = createServer();
    const workflowEndpoint = `http://127.0.0.1:${await listenOnLoopback(workflowServer, 0)}`;
    closing.push(() => closeServer(workflowServer));
    const everywhere = {
      AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
      AWS_ENDPOINT_URL_DYNAMODB: dynamodbEndpoint,
      AWS_ENDPOINT_URL_S3: storageEndpoint,
      AWS_ENDPOINT_URL_SQS: storageEndpoint,
      AWS_ENDPOINT_URL_SFN: workflowEndpoint,
      DARKROOM_BOOT_ID: randomUUID(),
    };
    const functions = startFunctionHost(
      functionsOf(blueprint, stores.assembly, everywhere, settings.functionOverrides),
      log,
    );
    closing.push(() => functions.stop());

    const { teamId, apiKey } = await progress.step('Finding the demo team', () =>
      ensureDemoTeam({
        dynamodbEndpoint,
        tables: stores.endpoints().tables,
        ...previousTeam(join(home, 'local.json')),
      }),
    );
    const gateway = apiGateway(restApiOf(blueprint), functions);
    const apiUrl = `http://127.0.0.1:${await listenOnLoopback(gateway, settings.port)}`;
    closing.push(() => closeServer(gateway));

    const rules = rulesOf({ blueprint, queueUrlOf, sqs, functions, warn });
    closing.push(() => rules.stop());
    const workflow = openWorkflow(home, blueprint, { functions, sqs }, (event) => rules.publish(event));
    closing.push(workflow.close);
    workflowServer.on('request', workflow.face);
    workflow.resume();
    rules.startSchedules();
    for (const source of eventSourcesOf(blueprint, queueUrlOf)) {
      const running = startEventSource(source, { sqs, functions, warn });
      closing.push(() => running.stop());
    }

    writeJsonAtomically(join(home, 'endpoints.json'), {
      ...stores.endpoints(),
      stepFunctions: workflowEndpoint,
    });
    writeJsonAtomically(join(home, 'local.json'), { apiUrl, cdnUrl, teamId, apiKey });
    return { apiUrl, cdnUrl, teamId, apiKey, logFile: log.file, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What the last start wrote down; nothing when it is gone or unreadable. */
function previousTeam(file: string) {
  if (!existsSync(file)) return {};
  try {
    return { previous: written.parse(JSON.parse(readFileSync(file, 'utf8'))) };
  } catch {
    return {};
  }
}
