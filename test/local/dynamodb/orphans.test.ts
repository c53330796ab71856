import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { childrenOf, commandOf } from '../../support/processes.ts';

const module = join(import.meta.dirname, '../../../local/dynamodb/database.ts');

async function startInAProcess(): Promise<{ stack: ChildProcess; pids: readonly number[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'dynamodb-'));
  const script = `const { startDatabase } = await import(${JSON.stringify(module)});
    await startDatabase(${JSON.stringify(folder)}, console.warn);
    console.log('ready'); setInterval(() => {}, 1000);`;
  const stack = spawn(process.execPath, ['--input-type=module', '-e', script], { detached: true });
  await once(stack.stdout, 'data');
  return { stack, pids: childrenOf(stack.pid ?? 0) };
}

/** A process that has ended and that nobody has asked about is gone as well. */
const alive = (pids: readonly number[]) => pids.filter((pid) => commandOf(pid) !== undefined);

describe.runIf(process.platform === 'linux')('the database', () => {
  it('ends by itself when its stack is killed with its process group', async () => {
    const { stack, pids } = await startInAProcess();
    expect(alive(pids)).toHaveLength(2);

    process.kill(-(stack.pid ?? 0), 'SIGKILL');

    await expect.poll(() => alive(pids), { timeout: 10_000 }).toEqual([]);
  });

  it('is not left behind by a watchdog that is killed: it is started again, under another one', async () => {
    const { stack, pids } = await startInAProcess();
    const [watchdog = 0] = pids;

    process.kill(watchdog, 'SIGKILL');

    await expect.poll(() => alive(pids), { timeout: 10_000 }).toEqual([]);
    await expect.poll(() => childrenOf(stack.pid ?? 0).length, { timeout: 10_000 }).toBe(2);
    process.kill(-(stack.pid ?? 0), 'SIGKILL');
  });
});
