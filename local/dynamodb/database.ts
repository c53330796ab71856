import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../loopback.ts';

export type Database = { readonly endpoint: string; stop(): Promise<void> };

const packaged = join(import.meta.dirname, '../../node_modules/@dynoxide/linux-x64/dynoxide');
const watchdog = join(import.meta.dirname, 'watchdog.cjs');

/** There is no database program for this machine. */
export class NoDatabase extends Error {
  override name = 'NoDatabase' as const;

  constructor() {
    super(
      'No DynamoDB was found for this machine. Put `dynoxide` on your PATH, or run DynamoDB Local and set ' +
        'AWS_ENDPOINT_URL_DYNAMODB=http://127.0.0.1:8000, then start again.',
    );
  }
}

/**
 * Starts DynamoDB over a SQLite file in `folder`, and starts it again should it crash. Where no program is at hand, an
 * endpoint that the user runs is taken instead.
 */
export async function startDatabase(folder: string, warn: (message: string) => void): Promise<Database> {
  const program = programOnThisMachine();
  if (program === undefined) {
    const endpoint = process.env['AWS_ENDPOINT_URL_DYNAMODB'];
    if (endpoint === undefined) throw new NoDatabase();
    return { endpoint, stop: async () => {} };
  }

  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  let isStopping = false;
  let server = run();

  function run(): ChildProcess {
    const args = [
      'serve',
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      '--db-path',
      join(folder, 'dynamodb.sqlite'),
    ];
    // The watchdog ends the database when this process is gone, however it went.
    const child = spawn(process.execPath, [watchdog, program ?? '', ...args], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.once('exit', () => {
      endGroup(child);
      if (isStopping) return;
      warn('DynamoDB ended; it is started again on its data.');
      void wait(100).then(() => {
        server = run();
      });
    });
    return child;
  }

  await untilItAnswers(endpoint);
  return {
    endpoint,
    stop: async () => {
      isStopping = true;
      const exited = once(server, 'exit');
      server.stdin?.end();
      await exited;
    },
  };
}

/** Should the watchdog itself be killed, its program would keep the port and the file. */
function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // The group is gone, as it should be.
  }
}

function programOnThisMachine(): string | undefined {
  const isLinuxX64 = process.platform === 'linux' && process.arch === 'x64';
  if (isLinuxX64 && existsSync(packaged)) return packaged;

  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'dynoxide'))
    .find((file) => existsSync(file));
}

async function untilItAnswers(endpoint: string): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    try {
      await fetch(endpoint, { method: 'POST', body: '{}' });
      return;
    } catch {
      await wait(25);
    }
  }
  throw new Error('DynamoDB did not answer within 10 s of its start.');
}
