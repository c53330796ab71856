import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';
import type { Bench, Figure } from '../figure.ts';

const child = fileURLToPath(import.meta.resolve('./child.ts'));

const measured = z.array(z.object({ of: z.string(), millis: z.tuple([z.number(), z.number(), z.number()]) }));

export const providerBytesBench: Bench = {
  name: 'provider-bytes',
  about:
    "a picture of 12 MB out of a provider's JSON answer, beside a bare scan for it, and beside parsing it all",
  run,
};

/** In a process as small as a worker: each look at young objects costs more in one that holds the CDK. */
async function run(): Promise<readonly Figure[]> {
  const node = ['--disable-warning=ExperimentalWarning', child];
  const { stdout } = await promisify(execFile)(process.execPath, node);
  return measured.parse(JSON.parse(stdout)).flatMap(({ of, millis: [ours, scanned, parsed] }): Figure[] => {
    const taken = { what: `12 MB picture out of ${of}'s answer`, value: ours, unit: 'ms' };
    return [
      {
        ...taken,
        anchor: { what: 'ms, a bare scan', value: scanned },
        goal: { of: 'ratio', atMost: 1.5 },
        ifMissed: {
          because:
            'an answer is decoded in pieces as it comes, so that a worker never holds it as a whole and can wait in 256 MB: a call of the decoder for each 64 KB takes some 1.1 ms more than one for all, and more of a scan where memory is fast.',
          next: 'a decoder of base64 that reads bytes: Node makes a string of each piece first.',
        },
      },
      { ...taken, anchor: { what: 'ms, all of it parsed', value: parsed } },
    ];
  });
}
