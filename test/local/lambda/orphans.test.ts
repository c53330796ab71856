import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, vi } from 'vitest';
import { functionBundle } from './function-bundle.ts';

const hostModule = join(import.meta.dirname, '../../../local/lambda/function-host.ts');
const functions = [
  functionBundle('idle', 'exports.handler = async () => console.log(process.pid);'),
  functionBundle(
    'busy',
    'exports.handler = () => { console.log(process.pid); return new Promise(() => setInterval(() => {}, 9)); };',
  ),
];

const program = `import { startFunctionHost } from ${JSON.stringify(hostModule)};
const host = startFunctionHost(${JSON.stringify(functions)}, { write: (_, line) => console.log(line) });
host.invoke('idle', '{}').then(() => host.invoke('busy', '{}'));`;

it('leaves no process behind when the host is killed, neither an idle nor a busy one', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'host-')), 'host.ts');
  writeFileSync(file, program);
  const host = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const pids: number[] = [];
  for await (const line of createInterface({ input: host.stdout })) {
    pids.push(JSON.parse(line).message);
    if (pids.length === functions.length) break;
  }
  expect(pids.every(isAlive)).toBe(true);

  host.kill('SIGKILL');

  await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), { timeout: 10_000 });
});

function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}`);
}
