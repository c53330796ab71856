import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HomeUnusable, lockHome } from '../../local/home-lock.ts';

const module = join(import.meta.dirname, '../../local/home-lock.ts');

describe('the lock of a data folder', () => {
  it('tells who holds it, and where', () => {
    const home = mkdtempSync(join(tmpdir(), 'lock-'));
    const first = lockHome(home);
    first.tellUrl('http://127.0.0.1:3000');

    expect(() => lockHome(home)).toThrow(`(pid ${process.pid}, http://127.0.0.1:3000)`);

    first.release();
  });

  it('goes with its process, however that ends', async () => {
    const home = mkdtempSync(join(tmpdir(), 'lock-'));
    const script = `const { lockHome } = await import(${JSON.stringify(module)});
      lockHome(${JSON.stringify(home)}); console.log('locked'); setInterval(() => {}, 1000);`;
    const holder = spawn(process.execPath, ['--input-type=module', '-e', script]);
    await once(holder.stdout, 'data');
    expect(() => lockHome(home)).toThrow(`pid ${holder.pid}`);

    holder.kill('SIGKILL');
    await once(holder, 'exit');

    lockHome(home).release();
  });

  it.runIf(process.platform === 'linux')('does not try for ever where no folder can be made', () => {
    expect(() => lockHome('/proc/nobody/home')).toThrow(HomeUnusable);
  });
});
