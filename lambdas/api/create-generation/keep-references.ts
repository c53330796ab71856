import {
  type ReferenceDecoder,
  type ReferencePicture,
  shareOfBytes,
} from '../../domain/references/reference-decoder.ts';
import type { ReferenceStore, StoredReference } from '../../domain/references/reference-store.ts';
import type { ReferenceUrls } from '../../domain/references/reference-urls.ts';
import type { Uploads } from '../../domain/references/uploads.ts';
import type { Failure } from '../../http/failure.ts';
import type { ComposedPrompt } from './compose-prompt.ts';
import type { GenerationRequest } from './request.ts';

export type ReferenceDependencies = {
  readonly referenceUrls: ReferenceUrls;
  readonly referenceDecoder: ReferenceDecoder;
  readonly references: Pick<ReferenceStore, 'keep' | 'discard'>;
  readonly uploads: Pick<Uploads, 'read'>;
};

/** One reference as it came, and how a failure names it. */
type Source = {
  /** Such as `refImageUrls.0`. */
  readonly name: string;
  readonly which: { readonly url: string } | { readonly index: number };
  readonly bytes: () => Promise<Uint8Array | Failure>;
};

/**
 * Reads, decodes and keeps every reference, one after the other so that memory holds one decoded; only addresses are
 * fetched all at once, so that five slow ones take no longer than one. What a model is shown, in this
 * order: `refImageBase64`, `refImageUrls`, `refImageUploads`, the preset's files. Nothing stays of a request that is
 * refused; what a crash in between leaves expires by itself.
 */
export async function keepReferences(
  dependencies: ReferenceDependencies,
  asked: { readonly body: GenerationRequest; readonly composed: ComposedPrompt },
  owner: { readonly jobId: string; readonly teamHandle: string },
): Promise<{ readonly kept: readonly StoredReference[] } | Failure> {
  const kept: StoredReference[] = [];
  const sources = await sourcesOf(dependencies, asked, owner.teamHandle);
  for (const source of sources) {
    const picture = await decodeSource(dependencies.referenceDecoder, source, shareOfBytes(sources.length));
    if ('code' in picture) {
      await dependencies.references.discard(kept);
      return picture;
    }
    kept.push(await dependencies.references.keep(owner.jobId, kept.length, picture));
  }
  return { kept };
}

async function decodeSource(
  decoder: ReferenceDecoder,
  { name, which, bytes: read }: Source,
  mostBytes: number,
): Promise<ReferencePicture | Failure> {
  const bytes = await read();
  if ('code' in bytes) return bytes;

  const decoded = await decoder.decode(bytes, mostBytes);
  if (decoded.outcome === 'decoded') return decoded;
  return {
    code: 'reference_not_an_image',
    error: `The reference ${name} is no picture that we can use: ${decoded.reason}`,
    ...which,
  };
}

async function sourcesOf(
  { referenceUrls, uploads }: ReferenceDependencies,
  { body, composed }: { readonly body: GenerationRequest; readonly composed: ComposedPrompt },
  teamHandle: string,
): Promise<readonly Source[]> {
  const { refImageBase64 = [], refImageUrls = [], refImageUploads = [] } = body;
  const uploaded = (name: string, index: number, uploadId: string): Source => ({
    name,
    which: { index },
    bytes: async () =>
      (await uploads.read({ teamHandle }, uploadId)) ?? nothingUploaded(name, index, uploadId),
  });

  const fetched = await Promise.all(refImageUrls.map((url) => fetchReference(referenceUrls, url)));
  return [
    ...refImageBase64.map(({ data }, index) => ({
      name: `refImageBase64.${index}`,
      which: { index },
      bytes: async () => Buffer.from(data, 'base64'),
    })),
    ...refImageUrls.map((url, index) => ({
      name: `refImageUrls.${index}`,
      which: { url },
      bytes: async () => fetched[index] ?? fetchReference(referenceUrls, url),
    })),
    ...refImageUploads.map((uploadId, index) => uploaded(`refImageUploads.${index}`, index, uploadId)),
    ...composed.files.map((file, index): Source => {
      if ('uploadId' in file) return uploaded(file.name, index, file.uploadId);
      return { name: file.name, which: { index }, bytes: async () => file.bytes };
    }),
  ];
}

async function fetchReference(referenceUrls: ReferenceUrls, url: string): Promise<Uint8Array | Failure> {
  const fetched = await referenceUrls.fetch(url);
  switch (fetched.outcome) {
    case 'fetched':
      return fetched.bytes;
    case 'refused':
      return { code: 'reference_url_refused', error: fetched.reason, url };
    case 'failed':
      return { code: 'reference_fetch_failed', error: fetched.reason, url };
  }
}

function nothingUploaded(name: string, index: number, uploadId: string): Failure {
  return {
    code: 'reference_not_an_image',
    error: `The reference ${name} names the upload "${uploadId.slice(0, 80)}", and nothing was uploaded under it.`,
    index,
  };
}
