import { createWriteStream, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionLog } from './lambda/invocation.ts';

/** At a start, a log that is larger than this becomes the one old log. */
const keptBytes = 50 * 1024 * 1024;

/** What the functions print, a line each, in `logs/functions.log` of the data folder. */
export function openFunctionLog(
  home: string,
): FunctionLog & { readonly file: string; close(): Promise<void> } {
  const folder = join(home, 'logs');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'functions.log');
  if (sizeOf(file) > keptBytes) renameSync(file, `${file}.old`);
  const output = createWriteStream(file, { flags: 'a' });

  return {
    file,
    write: (functionName, line) => output.write(`${functionName} ${line}\n`),
    close: () => new Promise((resolve) => output.end(resolve)),
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
