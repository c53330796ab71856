import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { laptopLinesOf } from './laptop-log.ts';
import { localDocumentClient, localS3Client, localSfnClient } from './local-clients.ts';
import type { Target } from './target.ts';

/** What a running laptop stack writes down about itself. */
const endpointsFile = z.object({
  pid: z.int(),
  dynamodb: z.url(),
  s3: z.url(),
  /** Only while the whole stack runs. */
  stepFunctions: z.url().optional(),
  tables: z.object({ jobs: z.string(), images: z.string(), credits: z.string(), catalogue: z.string() }),
  buckets: z.object({ images: z.string() }),
});

type Endpoints = z.output<typeof endpointsFile>;

/** The laptop's data: through the stack that runs on it, or, when none does, through its stores alone for this command. */
export async function connectToLaptop(home: string): Promise<Target> {
  const running = await readRunning(home);
  if (running !== undefined) return open(home, running, async () => {});

  const { endpoints, stop } = await startStores(home);
  return open(home, endpoints, stop);
}

function open(home: string, endpoints: Endpoints, stop: () => Promise<void>): Target {
  const { dynamodb, s3: s3Endpoint, stepFunctions, tables, buckets } = endpoints;
  const client = localDocumentClient(dynamodb);
  const s3 = localS3Client(s3Endpoint);
  const sfn = stepFunctions === undefined ? undefined : localSfnClient(stepFunctions);
  const close = async () => {
    client.destroy();
    sfn?.destroy();
    s3.destroy();
    await stop();
  };

  return {
    client,
    s3,
    tables,
    imagesBucket: buckets.images,
    workflow: async () => sfn && { client: sfn, executionArnOf },
    logLinesOf: ({ jobId }) => laptopLinesOf(home, jobId),
    close,
  };
}

/** The laptop has one state machine, and looks at the name alone. */
function executionArnOf(jobId: string): string {
  return `arn:aws:states:us-east-1:000000000000:execution:laptop:${jobId}`;
}

async function readRunning(home: string): Promise<Endpoints | undefined> {
  const endpoints = await readEndpoints(home);
  return endpoints !== undefined && isRunning(endpoints.pid) ? endpoints : undefined;
}

async function readEndpoints(home: string): Promise<Endpoints | undefined> {
  try {
    return endpointsFile.parse(JSON.parse(await readFile(join(home, 'endpoints.json'), 'utf8')));
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A process of its own, since the stack's code is not ours to import; it ends when our end of its stdin closes. */
async function startStores(home: string): Promise<{ endpoints: Endpoints; stop: () => Promise<void> }> {
  const entry = join(import.meta.dirname, '../../local/stores.ts');
  const stores = spawn(process.execPath, [entry], {
    // Ctrl-C is for the command, which may still have something to finish.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, DARKROOM_HOME: home },
  });
  const endpoints = await Promise.race([firstLine(stores), failure(stores)]);

  return {
    endpoints: endpointsFile.parse(JSON.parse(endpoints)),
    stop: async () => {
      const ended = once(stores, 'exit');
      stores.stdin?.end();
      await ended;
    },
  };
}

async function firstLine(stores: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of stores.stdout ?? []) {
    text += String(chunk);
    if (text.includes('\n')) return text.slice(0, text.indexOf('\n'));
  }
  return new Promise(() => {});
}

async function failure(stores: ChildProcess): Promise<never> {
  let message = '';
  stores.stderr?.on('data', (chunk) => {
    message += String(chunk);
  });
  const [code] = await once(stores, 'exit');
  throw new Error(`The laptop's stores could not be opened (exit ${String(code)}). ${message.trim()}`);
}
