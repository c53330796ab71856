import type * as z from 'zod';
import type { ImageFiles } from '../../domain/library/image-files.ts';
import type { generatedPayload, storedPayload } from '../payloads.ts';

/**
 * Makes the served picture of a staged original. A crash half-way leaves at most a WebP without its thumbnail under
 * keys that nobody knows yet; the repeat overwrites both.
 */
export function store({ files }: { readonly files: ImageFiles }) {
  return async ({
    sample,
    original,
  }: z.output<typeof generatedPayload>): Promise<z.input<typeof storedPayload>> => {
    const { sampleIndex, aspectRatio, ...places } = sample;
    const { originalKey, drawnAspectRatio } = original;
    const cropTo = drawnAspectRatio === null ? null : (aspectRatio ?? null);
    const stored = await files.publish({ originalKey, ...places, cropTo });

    const { model, costMicroUsd } = original;
    return { sampleIndex, stored: { ...stored, model, drawnAspectRatio, costMicroUsd } };
  };
}
