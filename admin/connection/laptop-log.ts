import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { PrintedLine } from './target.ts';

/** The lines of a laptop's log, and of the one before it, that name a job. */
export async function laptopLinesOf(home: string, jobId: string): Promise<readonly PrintedLine[]> {
  const found: PrintedLine[] = [];
  for (const name of ['functions.log.old', 'functions.log']) {
    const file = join(home, 'logs', name);
    if (!existsSync(file)) continue;
    for await (const line of createInterface({ input: createReadStream(file) })) {
      if (!line.includes(jobId)) continue;
      const space = line.indexOf(' ');
      found.push({ printedBy: line.slice(0, space), text: line.slice(space + 1) });
    }
  }
  return found;
}
