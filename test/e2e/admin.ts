import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { inject } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Runs the admin command against a laptop's data, as an operator's script would: with --json. Throws if it fails. */
export async function runAdmin(home: string, args: readonly string[]): Promise<Record<string, unknown>> {
  const { stdout } = await run(home, args);
  return JSON.parse(stdout) as Record<string, unknown>;
}

function run(home: string, args: readonly string[]): Promise<{ stdout: string }> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [join(root, 'admin/main.ts'), ...args, '--json'],
      { cwd: root, env: { ...process.env, DARKROOM_HOME: home, DARKROOM_ASSEMBLY: inject('assembly') } },
      (error, stdout, stderr) =>
        error ? reject(new Error(`${error.message}\n${stdout}\n${stderr}`)) : resolve({ stdout }),
    );
  });
}
