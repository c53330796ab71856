import type * as z from 'zod';
import type { ImageFiles } from '../../domain/library/image-files.ts';
import type { Log } from '../../observability/log.ts';
import { logEvents } from '../../observability/log-events.ts';
import type { generatedPayload, storedPayload } from '../payloads.ts';

/**
 * Makes the served picture of a staged original. A crash half-way leaves at most a WebP without its thumbnail under
 * keys that nobody knows yet; the repeat overwrites both.
 */
export function store({ files, log }: { readonly files: ImageFiles; readonly log: Log }) {
  return async ({
    sample,
    original,
  }: z.output<typeof generatedPayload>): Promise<z.input<typeof storedPayload>> => {
    const { sampleIndex, aspectRatio, ...places } = sample;
    log.know({ sampleIndex });
    const { originalKey, drawnAspectRatio } = original;
    const cropTo = drawnAspectRatio === null ? null : (aspectRatio ?? null);
    const stored = await files.publish({ originalKey, ...places, cropTo });

    const { width, height, bytes } = stored;
    log.info(logEvents.sample.stored, { width, height, bytes });
    const { model, costMicroUsd } = original;
    return { sampleIndex, stored: { ...stored, model, drawnAspectRatio, costMicroUsd } };
  };
}
