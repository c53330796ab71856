import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const root = join(import.meta.dirname, '../..');

const localJson = z.object({
  apiUrl: z.string(),
  cdnUrl: z.string(),
  teamId: z.string(),
  apiKey: z.string(),
});

export type Laptop = z.output<typeof localJson> & {
  readonly home: string;
  readonly pid: number;
  /** Everything that it printed. */
  output(): string;
  /** Ctrl-C; answers the exit code. */
  stop(): Promise<number | null>;
  /** kill -9 of the whole process group. */
  killHard(): Promise<void>;
};

/** Starts a whole stack as `npm start` does, on free ports. Rejects with what it printed. */
export async function startLaptopProcess(
  home: string,
  assembly: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Laptop> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(root, 'local/start.ts')],
    {
      cwd: root,
      env: { PATH, HOME, PORT: '0', DARKROOM_HOME: home, DARKROOM_ASSEMBLY: assembly, ...env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const output = await untilReady(child);

  return {
    ...localJson.parse(JSON.parse(readFileSync(join(home, 'local.json'), 'utf8'))),
    home,
    pid: child.pid ?? 0,
    output,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const exited = once(child, 'exit');
      child.kill('SIGINT');
      const [code] = await exited;
      return code;
    },
    killHard: async () => {
      const exited = once(child, 'exit');
      process.kill(-(child.pid ?? 0), 'SIGKILL');
      await exited;
    },
  };
}

async function untilReady(child: ChildProcess): Promise<() => string> {
  let text = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: unknown) => {
      text += String(chunk);
      if (text.includes('Darkroom is ready.')) resolve(() => text);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => reject(new Error(`The stack ended with ${code}:\n${text}`)));
  });
}
