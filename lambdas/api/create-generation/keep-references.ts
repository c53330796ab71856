import type { ReferenceKeeper, ReferenceSource } from '../../domain/references/reference-keeper.ts';
import type { ReferenceStore, StoredReference } from '../../domain/references/reference-store.ts';
import { ReferencesUnavailable } from '../../domain/references/references-unavailable.ts';
import type { ApiRequest } from '../../http/api-request.ts';
import type { Failure } from '../../http/failure.ts';
import { logEvents } from '../../observability/log-events.ts';
import type { ComposedPrompt } from './compose-prompt.ts';
import type { GenerationRequest } from './request.ts';

export type ReferenceDependencies = {
  readonly referenceKeeper: ReferenceKeeper;
  readonly references: Pick<ReferenceStore, 'discard'>;
};

type Asked = { readonly body: GenerationRequest; readonly composed: ComposedPrompt };

type Kept = { readonly kept: readonly StoredReference[] };

const unavailable: Failure = {
  code: 'overloaded',
  error: 'References cannot be read just now, and nothing was charged. Try again in a few seconds.',
};

/** Has the references of a request read and kept, if it has any. */
export async function keepReferences(
  { referenceKeeper }: Pick<ReferenceDependencies, 'referenceKeeper'>,
  { requestId, log }: Pick<ApiRequest, 'requestId' | 'log'>,
  asked: Asked,
  owner: { readonly jobId: string; readonly teamHandle: string },
): Promise<Kept | Failure> {
  const sources = referenceSources(asked);
  if (sources.length === 0) return { kept: [] };
  try {
    const answer = await referenceKeeper.keep({ ...owner, requestId, sources });
    return answer.outcome === 'kept' ? { kept: answer.references } : answer.refusal;
  } catch (error) {
    if (!(error instanceof ReferencesUnavailable)) throw error;
    log.error(logEvents.references.unavailable, { error });
    return unavailable;
  }
}

/**
 * What a model is shown, in this order: `refImageBase64`, `refImageUrls`, `refImageUploads`, the preset's files. As JSON they
 * are below the 6 MB of an invocation, for base64 is what they came in, or 4/3 of a form's 4.5 MB.
 */
function referenceSources({ body, composed }: Asked): readonly ReferenceSource[] {
  const { refImageBase64 = [], refImageUrls = [], refImageUploads = [] } = body;
  return [
    ...refImageBase64.map(({ data }, index) => ({
      from: 'request' as const,
      name: `refImageBase64.${index}`,
      index,
      base64: data,
    })),
    ...refImageUrls.map((url, index) => ({ from: 'address' as const, name: `refImageUrls.${index}`, url })),
    ...refImageUploads.map((uploadId, index) => ({
      from: 'upload' as const,
      name: `refImageUploads.${index}`,
      index,
      uploadId,
    })),
    ...composed.files.map((file, index): ReferenceSource => {
      const { name } = file;
      return 'uploadId' in file
        ? { from: 'upload', name, index, uploadId: file.uploadId }
        : { from: 'request', name, index, base64: file.bytes.toString('base64') };
    }),
  ];
}
