import * as z from 'zod';
import type { DrawOutcome } from '../../../domain/generation/image-model.ts';
import type { HeldPictures } from '../held-pictures.ts';

const answer = z.object({
  data: z
    .array(z.object({ b64_json: z.string().nullish(), respect_moderation: z.boolean().nullish() }))
    .default([]),
});

/** What an answer of xAI comes to. It refuses in silence: status 200, and a place that is flagged or empty. */
export function xaiOutcome(body: unknown, held: Pick<HeldPictures, 'take'>): DrawOutcome {
  const parsed = answer.safeParse(body);
  if (!parsed.success)
    return { outcome: 'no-image', reason: 'The answer is not in the form of the model.', usage: null };

  const [image] = parsed.data.data;
  if (image?.respect_moderation === false) {
    return { outcome: 'blocked', stage: 'output', reason: 'respect_moderation is false', usage: null };
  }
  if (image?.b64_json === undefined || image.b64_json === null || image.b64_json === '') {
    return { outcome: 'no-image', reason: 'The answer holds no picture.', usage: null };
  }
  // It does not say of what type the bytes are; whoever decodes them looks.
  return {
    outcome: 'image',
    bytes: held.take(image.b64_json),
    mimeType: 'image/jpeg',
    usage: null,
  };
}
