import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Laptop, startLaptop } from './laptop.ts';

let laptop: Laptop;

beforeAll(async () => {
  laptop = await startLaptop({ DARKROOM_SYNC_WAIT_SECONDS: '180' });
});
afterAll(() => laptop.stop());

/** The shell commands under a heading of the README, as they stand there. */
function commandsUnder(heading: string): string {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  const [, section = ''] = readme.split(`\n## ${heading}\n`);
  const [text = ''] = section.split('\n## ');
  return [...text.matchAll(/```sh\n(.*?)```/gs)].map(([, block]) => block).join('\n');
}

it("the README's walk of a consumer runs as written", async () => {
  const script = commandsUnder("A consumer's walk");

  const { stdout, error } = await new Promise<{ stdout: string; error: unknown }>((resolve) => {
    const { PATH } = process.env;
    execFile(
      'bash',
      ['-euo', 'pipefail', '-c', script],
      { env: { PATH, BASE: laptop.apiUrl, KEY: laptop.apiKey } },
      (error, stdout, stderr) =>
        resolve({ stdout, error: error === null ? null : `${error.message}\n${stderr}` }),
    );
  });

  expect(error).toBeNull();
  expect(stdout).toMatch(/"status":"(queued|active)"/);
  expect(stdout).toMatch(/^completed$/m);
  expect(stdout).toMatch(/^2$/m);
  expect(stdout).toMatch(/img_[0-9a-f]{32}\.webp/);
  expect(stdout).toMatch(/"balance":99\d/);
}, 60_000);
