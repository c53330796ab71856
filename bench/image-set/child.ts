import { readFileSync, writeFileSync } from 'node:fs';

/** Run by worker.ts in a process of its own: makes pictures of a file when told, and tells what that took. */
const [file = '', how = ''] = process.argv.slice(2);
const picture = readFileSync(file);
const make = how === 'ours' ? await ours() : how === 'reference' ? await reference() : await bareSharp();

process.on('message', async () => {
  // Forgets the peak so far, of loading the code: what counts is beyond idling.
  writeFileSync('/proc/self/clear_refs', '5');
  const idleBytes = statusBytes('VmRSS');
  const startedAt = performance.now();
  const bytes = await make(picture);
  const millis = performance.now() - startedAt;
  process.send?.({ bytes, millis, idleBytes, peakBytes: statusBytes('VmHWM') });
});
process.send?.('ready');

/** Of a picture from a provider, with the settings that it sets for the whole process; null when it has too many pixels. */
async function ours(): Promise<(original: Buffer) => Promise<number | null>> {
  const { makeImageSet } = await import('../../lambdas/adapters/image-files/image-set.ts');
  const { UnreadableImage } = await import('../../lambdas/domain/generation/errors.ts');
  return async (original) => {
    try {
      return (await makeImageSet(original)).webp.byteLength;
    } catch (error) {
      // Anything else that fails is no refusal: the process ends with it, and so does the bench.
      if (error instanceof UnreadableImage && error.message.includes('megapixels')) return null;
      throw error;
    }
  };
}

/** Of a picture from a caller, which another part of the code decodes. */
async function reference(): Promise<(original: Buffer) => Promise<number | null>> {
  const { SharpReferenceDecoder } = await import(
    '../../lambdas/adapters/reference-pictures/sharp-reference-decoder.ts'
  );
  const decoder = new SharpReferenceDecoder();
  return async (original) => {
    const decoded = await decoder.decode(original);
    if (decoded.outcome === 'decoded') return decoded.bytes.byteLength;
    if (decoded.reason.includes('million are the most')) return null;
    throw new Error(decoded.reason);
  };
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
