import {
  type ReferenceDecoder,
  type ReferencePicture,
  shareOfBytes,
} from '../../domain/references/reference-decoder.ts';
import type {
  KeptReferences,
  ReferenceOrder,
  ReferenceRefusal,
  ReferenceSource,
} from '../../domain/references/reference-keeper.ts';
import type { ReferenceStore } from '../../domain/references/reference-store.ts';
import type { ReferenceUrls } from '../../domain/references/reference-urls.ts';
import type { Uploads } from '../../domain/references/uploads.ts';
import type { Log } from '../../observability/log.ts';
import { logEvents } from '../../observability/log-events.ts';

export type KeepReferencesDependencies = {
  readonly urls: ReferenceUrls;
  readonly uploads: Pick<Uploads, 'read'>;
  readonly decoder: ReferenceDecoder;
  readonly store: Pick<ReferenceStore, 'keep'>;
  readonly log: Log;
};

/** What came of each address. */
type Fetched = ReadonlyMap<string, Uint8Array | ReferenceRefusal>;

/**
 * Reads and decodes every reference, one after the other so that memory holds one decoded; only addresses are fetched all at
 * once, so that five slow ones take no longer than one. None is kept before all are decoded: a refusal has nothing to take
 * back, not even where a repeat of the same order keeps the same keys meanwhile. What a crash leaves expires by itself.
 */
export function keepReferences({ urls, uploads, decoder, store, log }: KeepReferencesDependencies) {
  return async ({ jobId, teamHandle, sources }: ReferenceOrder): Promise<KeptReferences> => {
    const fetched = await fetchAll(sources);
    const pictures: ReferencePicture[] = [];
    for (const source of sources) {
      const bytes = await read(source, teamHandle, fetched);
      const picture = 'code' in bytes ? bytes : await decode(source, bytes, shareOfBytes(sources.length));
      if ('code' in picture) return { outcome: 'refused', refusal: picture };
      pictures.push(picture);
    }

    const references = await Promise.all(pictures.map((picture, index) => store.keep(jobId, index, picture)));
    const bytes = pictures.reduce((sum, picture) => sum + picture.bytes.length, 0);
    log.info(logEvents.references.kept, { references: references.length, bytes });
    return { outcome: 'kept', references };
  };

  async function fetchAll(sources: readonly ReferenceSource[]): Promise<Fetched> {
    const addresses = sources.flatMap((source) => (source.from === 'address' ? [source.url] : []));
    const answers = addresses.map(async (url) => [url, await fetchReference(urls, url)] as const);
    return new Map(await Promise.all(answers));
  }

  async function read(
    source: ReferenceSource,
    teamHandle: string,
    fetched: Fetched,
  ): Promise<Uint8Array | ReferenceRefusal> {
    switch (source.from) {
      case 'request':
        return Buffer.from(source.base64, 'base64');
      case 'address':
        return fetched.get(source.url) ?? fetchReference(urls, source.url);
      case 'upload':
        return (await uploads.read({ teamHandle }, source.uploadId)) ?? nothingUploaded(source);
    }
  }

  async function decode(
    source: ReferenceSource,
    bytes: Uint8Array,
    mostBytes: number,
  ): Promise<ReferencePicture | ReferenceRefusal> {
    const decoded = await decoder.decode(bytes, mostBytes);
    if (decoded.outcome === 'decoded') return decoded;
    return {
      code: 'reference_not_an_image',
      error: `The reference ${source.name} is no picture that we can use: ${decoded.reason}`,
      ...(source.from === 'address' ? { url: source.url } : { index: source.index }),
    };
  }
}

async function fetchReference(urls: ReferenceUrls, url: string): Promise<Uint8Array | ReferenceRefusal> {
  const fetched = await urls.fetch(url);
  switch (fetched.outcome) {
    case 'fetched':
      return fetched.bytes;
    case 'refused':
      return { code: 'reference_url_refused', error: fetched.reason, url };
    case 'failed':
      return { code: 'reference_fetch_failed', error: fetched.reason, url };
  }
}

function nothingUploaded({
  name,
  index,
  uploadId,
}: Extract<ReferenceSource, { from: 'upload' }>): ReferenceRefusal {
  return {
    code: 'reference_not_an_image',
    error: `The reference ${name} names the upload "${uploadId.slice(0, 80)}", and nothing was uploaded under it.`,
    index,
  };
}
