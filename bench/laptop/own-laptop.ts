import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesise } from '../../local/assembly/synthesise.ts';
import { type Laptop, startLaptopProcess } from '../../test/support/laptop-process.ts';

/** Starts a whole stack in processes of its own, as `npm start` does, uses it, and leaves nothing of it. */
export async function onOwnLaptop<Result>(use: (laptop: Laptop) => Promise<Result>): Promise<Result> {
  const home = await mkdtemp(join(tmpdir(), 'darkroom-bench-'));
  try {
    const assembly = join(home, 'assembly');
    await synthesise(assembly);
    const laptop = await startLaptopProcess(home, assembly);
    try {
      return await use(laptop);
    } finally {
      await laptop.stop();
    }
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
