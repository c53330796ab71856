import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { runAdmin } from './admin.ts';
import { apiClient } from './api-client.ts';
import { type Laptop, startLaptop } from './laptop.ts';

let laptop: Laptop;

beforeAll(async () => {
  laptop = await startLaptop();
});
afterAll(() => laptop.stop());

function smoke(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const { PATH = '' } = process.env;
  return new Promise<{ readonly code: unknown; readonly lines: readonly string[] }>((resolve) => {
    execFile(
      process.execPath,
      [join(import.meta.dirname, '../../deploy/smoke.ts'), ...args],
      { env: { PATH, DARKROOM_HOME: laptop.home, ...env } },
      (error, stdout, stderr) =>
        resolve({ code: error?.code ?? 0, lines: `${stdout}${stderr}`.trim().split('\n') }),
    );
  });
}

describe('npm run smoke', () => {
  it('finds the laptop, checks it from end to end, and leaves no picture behind', async () => {
    const { code, lines } = await smoke();

    const [, , ...checks] = lines;
    expect(checks.map((line) => line.replace(/: .*/, ''))).toEqual([
      'ok      GET /v0/health',
      'ok      an unknown route',
      'ok      a call without a key',
      'ok      POST /v0/images/generations',
      'ok      download',
      'ok      HEAD of the download',
      'ok      a range of the download',
      'ok      the picture on the CDN',
      'ok      the thumbnail on the CDN',
      'ok      DELETE of the picture',
      'ok      the picture, when it is deleted',
      '',
      'All 11 checks are ok.',
    ]);
    expect(code).toBe(0);
    const { body } = await apiClient(laptop.apiUrl, laptop.apiKey).get('/v0/images/library');
    expect(z.object({ data: z.object({ total: z.int() }) }).parse(body).data.total).toBe(0);
  });

  it('fails, and says what it found, when the picture cannot be made', async () => {
    const created = await runAdmin(laptop.home, ['team', 'create', '--name', 'Poor']);
    const { apiKey } = z.object({ apiKey: z.string() }).parse(created);

    const { code, lines } = await smoke(['--key', apiKey]);

    expect(lines).toContainEqual(
      expect.stringMatching(/^FAILED {2}POST .*expected status 200, found 402.*insufficient_credits/),
    );
    expect(lines.at(-1)).toBe('1 FAILED.');
    expect(code).toBe(1);
  });

  it('says how to start a laptop where none runs, and how to make a key for a stage', async () => {
    const without = await smoke([], { DARKROOM_HOME: '/nonexistent' });
    const stage = await smoke(['--stage', 'dev']);

    expect([without.code, stage.code]).toEqual([1, 1]);
    expect(without.lines.join('\n')).toContain('npm start');
    expect(stage.lines.join('\n')).toContain('admin -- --stage dev team create');
  });
});
