import type {
  DecodedReference,
  ReferenceDecoder,
  ReferencePicture,
} from '../../lambdas/domain/references/reference-decoder.ts';
import type { ReferenceKeeper } from '../../lambdas/domain/references/reference-keeper.ts';
import type { StoredReference } from '../../lambdas/domain/references/reference-store.ts';
import type { FetchedReference, ReferenceUrls } from '../../lambdas/domain/references/reference-urls.ts';
import type { Uploads } from '../../lambdas/domain/references/uploads.ts';
import { keepReferences } from '../../lambdas/invoked/keep-references/step.ts';
import { silentLog } from './silent-log.ts';

/** Everything that references touch, in memory. Bytes that begin with "picture" are one. */
export class FakeReferences implements ReferenceDecoder, ReferenceUrls {
  readonly kept = new Map<string, string>();
  readonly #pages = new Map<string, FetchedReference>();
  readonly #uploads = new Map<string, Uint8Array>();

  serve(url: string, answer: FetchedReference): void {
    this.#pages.set(url, answer);
  }

  upload(teamHandle: string, uploadId: string, text: string): void {
    this.#uploads.set(`${teamHandle}/${uploadId}`, Buffer.from(text));
  }

  async fetch(url: string): Promise<FetchedReference> {
    return this.#pages.get(url) ?? { outcome: 'failed', reason: 'Nothing answers there.' };
  }

  async decode(bytes: Uint8Array): Promise<DecodedReference> {
    return Buffer.from(bytes).toString().startsWith('picture')
      ? { outcome: 'decoded', bytes, mimeType: 'image/png' }
      : { outcome: 'not-an-image', reason: 'It is no PNG.' };
  }

  async keep(jobId: string, index: number, { bytes, mimeType }: ReferencePicture): Promise<StoredReference> {
    const key = `references/${jobId}/${index}`;
    this.kept.set(key, Buffer.from(bytes).toString());
    return { key, mimeType };
  }

  async discard(references: readonly StoredReference[]): Promise<void> {
    for (const { key } of references) this.kept.delete(key);
  }

  readonly uploads: Uploads = {
    offer: async (_team, { uploadId }) => ({
      url: 'https://uploads.example',
      fields: { key: uploadId },
      expiresAtMillis: Date.parse('2026-11-23T09:15:00.000Z'),
    }),
    read: async ({ teamHandle }, uploadId) => this.#uploads.get(`${teamHandle}/${uploadId}`),
  };

  /** The function that reads references, over all of this. */
  readonly keeper: ReferenceKeeper = {
    keep: keepReferences({
      urls: this,
      uploads: this.uploads,
      decoder: this,
      store: this,
      log: silentLog,
    }),
  };
}
