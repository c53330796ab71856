import type { ByteRange, PictureFiles } from '../../lambdas/domain/library/picture-files.ts';

/** Served objects, in memory; each picture's bytes are what `text` makes of its key, given out in uneven chunks. */
export class FakePictureFiles implements PictureFiles {
  readonly removed: string[] = [];
  readonly #bytesOf: (storageKey: string) => Buffer | undefined;

  constructor(bytesOf: (storageKey: string) => Buffer | undefined = (key) => Buffer.from(key)) {
    this.#bytesOf = bytesOf;
  }

  async open(storageKey: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array> | undefined> {
    const bytes = this.#bytesOf(storageKey);
    if (bytes === undefined || this.removed.includes(storageKey)) return undefined;
    return chunks(range === undefined ? bytes : bytes.subarray(range.first, range.last + 1));
  }

  async remove(storageKey: string): Promise<void> {
    this.removed.push(storageKey);
  }
}

async function* chunks(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let start = 0, size = 1; start < bytes.length; start += size, size += 1) {
    yield bytes.subarray(start, start + size);
  }
}
