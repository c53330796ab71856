import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { apiGateway } from './api-gateway/api-gateway.ts';
import { restApiOf } from './api-gateway/rest-api.ts';
import { functionsOf } from './assembly/functions.ts';
import { account } from './assembly/names.ts';
import { closeServer } from './close-server.ts';
import { demoTeamOf } from './demo-team-of.ts';
import { startEventSource } from './events/event-source.ts';
import { eventSourcesOf } from './events/event-sources.ts';
import { rulesOf } from './events/rules.ts';
import { openFunctionLog } from './function-log.ts';
import { lockHome } from './home-lock.ts';
import { startFunctionHost } from './lambda/function-host.ts';
import { invokeFace } from './lambda/invoke-face.ts';
import { localCredentials, localSdk } from './local-sdk.ts';
import { freePort, listenOnLoopback } from './loopback.ts';
import type { Progress } from './progress.ts';
import { secretsFace } from './secrets/secrets-face.ts';
import type { Settings } from './settings.ts';
import { openWorkflow } from './step-functions/workflow.ts';
import { openStores } from './stores-of-home.ts';
import { noTaps } from './taps.ts';
import { writeJsonAtomically } from './write-atomically.ts';

/** Calls that are being answered when the stack stops have so long; sync calls may wait for minutes, and are cut. */
const drainMillis = 3000;

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
  taps = noTaps,
): Promise<Stack> {
  const { home } = settings;
  const written = { local: join(home, 'local.json'), endpoints: join(home, 'endpoints.json') };
  const closing: (() => Promise<void> | void)[] = [];
  const stop = async () => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    const lock = lockHome(home);
    closing.push(() => lock.release());
    // A person should not wait for the synthesis to hear that the port is taken.
    await freePort(settings.port);
    // Whoever waits for these files must not find those of a stack that is gone.
    for (const file of Object.values(written)) rmSync(file, { force: true });

    const stores = await openStores(settings, progress, warn, taps);
    closing.push(stores.close);
    const { blueprint, storageEndpoint, dynamodbEndpoint, cdnUrl } = stores;

    const log = openFunctionLog(home);
    closing.push(() => log.close());
    const sqs = new SQSClient(localSdk(storageEndpoint));
    const queueUrlOf = (queueName: string) => `${storageEndpoint}/${account}/${queueName}`;
    // Functions need to know where the workflow answers before it can answer: it invokes them. So do those that ask another.
    const workflowServer = createServer();
    const workflowEndpoint = `http://127.0.0.1:${await listenOnLoopback(workflowServer, 0)}`;
    closing.push(() => closeServer(workflowServer));
    const lambdaServer = createServer();
    const lambdaEndpoint = `http://127.0.0.1:${await listenOnLoopback(lambdaServer, 0)}`;
    closing.push(() => closeServer(lambdaServer));
    const secretsServer = createServer(secretsFace(settings.secrets));
    const secretsEndpoint = `http://127.0.0.1:${await listenOnLoopback(secretsServer, 0)}`;
    closing.push(() => closeServer(secretsServer));
    const everywhere = {
      AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
      AWS_ENDPOINT_URL_DYNAMODB: dynamodbEndpoint,
      AWS_ENDPOINT_URL_S3: storageEndpoint,
      AWS_ENDPOINT_URL_SQS: storageEndpoint,
      AWS_ENDPOINT_URL_SFN: workflowEndpoint,
      AWS_ENDPOINT_URL_LAMBDA: lambdaEndpoint,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsEndpoint,
      DARKROOM_BOOT_ID: randomUUID(),
    };
    const configs = functionsOf(blueprint, stores.assembly, everywhere, settings.functionOverrides);
    const functions = taps.functions(startFunctionHost(configs, log), configs);
    closing.push(() => functions.stop());
    lambdaServer.on(
      'request',
      invokeFace(
        functions,
        configs.map(({ name }) => name),
      ),
    );

    const { teamId, apiKey } = await progress.step('Finding the demo team', () =>
      demoTeamOf(home, dynamodbEndpoint, stores.endpoints().tables),
    );

    const { dailyAfterMillis } = settings;
    const rules = rulesOf({ blueprint, queueUrlOf, sqs, functions, warn, dailyAfterMillis });
    closing.push(() => rules.stop());
    const workflow = openWorkflow(home, blueprint, { functions, sqs }, (event) => rules.publish(event), taps);
    closing.push(workflow.close);
    workflowServer.on('request', workflow.face);
    workflow.resume();
    rules.startSchedules();
    for (const source of eventSourcesOf(blueprint, queueUrlOf)) {
      const running = startEventSource(source, { sqs, functions, warn });
      closing.push(() => running.stop());
    }

    // Last, for it lets people in; so it is also the first to stop.
    const gateway = apiGateway(restApiOf(blueprint), functions);
    const apiUrl = `http://127.0.0.1:${await listenOnLoopback(gateway, settings.port)}`;
    closing.push(() => closeServer(gateway, drainMillis));

    writeJsonAtomically(written.endpoints, { ...stores.endpoints(), stepFunctions: workflowEndpoint });
    closing.push(() => rmSync(written.endpoints, { force: true }));
    writeJsonAtomically(written.local, { apiUrl, cdnUrl, teamId, apiKey });
    lock.tellUrl(apiUrl);
    return { apiUrl, cdnUrl, teamId, apiKey, logFile: log.file, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
