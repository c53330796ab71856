import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FunctionConfig } from '../../../local/lambda/invocation.ts';

/** A function of one file, as a template would describe it. */
export function functionBundle(
  name: string,
  source: string,
  overrides: Partial<FunctionConfig> = {},
): FunctionConfig {
  const codeDirectory = mkdtempSync(join(tmpdir(), `function-${name}-`));
  writeFileSync(join(codeDirectory, 'index.js'), source);
  return {
    name,
    codeDirectory,
    handler: 'index.handler',
    environment: {},
    timeoutSeconds: 30,
    memoryMegabytes: 128,
    ...overrides,
  };
}
