import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { type Laptop, startLaptopProcess } from '../support/laptop-process.ts';

export type { Laptop };

/** A stack of a test's own, on the templates that were synthesised once for all tests. */
export async function startLaptop(env: Record<string, string> = {}, home = newHome()): Promise<Laptop> {
  return startLaptopProcess(home, inject('assembly'), env);
}

function newHome(): string {
  return mkdtempSync(join(inject('homes'), 'home-'));
}
