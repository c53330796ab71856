import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

function admin(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'admin/main.ts'), ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: '/nonexistent', AWS_EC2_METADATA_DISABLED: 'true' },
  });
  return { status, stdout, stderr };
}

describe('an admin command that is asked for what cannot be', () => {
  it.each([
    ['a stage that is none', ['--stage', 'nonsense', 'team', 'list'], /no such stage.*dev, staging, prod/],
    ['the laptop as a stage', ['--stage', 'laptop', 'audit'], /The laptop is not deployed/],
    ['the story of what is no job', ['job', 'story', 'nonsense'], /job_ and 32 hexadecimal digits/],
    ['a team without its name', ['team', 'create'], /required option '--name/],
    ['what it does not know', ['team', 'nonsense'], /unknown command 'nonsense'/],
  ])('says so in words, and as a document with --json: %s', (_, args, message) => {
    const inWords = admin(...args);
    const asJson = admin(...args, '--json');

    expect(inWords).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(message) });
    expect(asJson.status).toBe(1);
    expect(JSON.parse(asJson.stdout)).toEqual({ error: expect.stringMatching(message) });
  });
});
