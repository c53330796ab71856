import { readFileSync, writeFileSync } from 'node:fs';

/** Run by worker.ts in a process of its own: makes pictures of a file when told, and tells what that took. */
const [file = '', how = ''] = process.argv.slice(2);
const picture = readFileSync(file);
const make = how === 'ours' ? await ours() : await bareSharp();

process.on('message', async () => {
  // Forgets the peak so far, of loading the code: what counts is beyond idling.
  writeFileSync('/proc/self/clear_refs', '5');
  const idleBytes = statusBytes('VmRSS');
  const startedAt = performance.now();
  const bytes = await make(picture).catch(() => null);
  const millis = performance.now() - startedAt;
  process.send?.({ bytes, millis, idleBytes, peakBytes: statusBytes('VmHWM') });
});
process.send?.('ready');

/** With the settings that it sets for the whole process. */
async function ours(): Promise<(original: Buffer) => Promise<number>> {
  const { makeImageSet } = await import('../../lambdas/adapters/image-files/image-set.ts');
  return async (original) => (await makeImageSet(original)).webp.byteLength;
}

/** With the library's own settings. */
async function bareSharp(): Promise<(original: Buffer) => Promise<number>> {
  const { default: sharp } = await import('sharp');
  return async (original) => (await sharp(original).webp().toBuffer()).byteLength;
}

function statusBytes(name: string): number {
  const [, kilobytes] =
    new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}
