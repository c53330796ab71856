import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { synthesise } from '../../local/assembly/synthesise.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The templates and bundles of the stage `laptop`, made once for all end-to-end tests. */
    assembly: string;
    /** Data folders of the tests lie here; it goes with all that is in it when they have run. */
    homes: string;
  }
}

/** Runs before all tests; what it returns runs after them. */
export async function setup(project: TestProject): Promise<() => void> {
  const parent = mkdtempSync(join(tmpdir(), 'darkroom-e2e-'));
  const assembly = join(parent, 'assembly');
  // As in the default data folder, which lies under the repository's own package.json.
  writeFileSync(join(parent, 'package.json'), '{ "type": "module" }');
  await synthesise(assembly);
  project.provide('assembly', assembly);
  project.provide('homes', parent);
  return () => rmSync(parent, { recursive: true, force: true });
}
