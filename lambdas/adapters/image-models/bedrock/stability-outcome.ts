import * as z from 'zod';
import type { DrawOutcome } from '../../../domain/generation/image-model.ts';
import type { HeldPictures } from '../held-pictures.ts';

const answer = z.object({
  images: z.array(z.string()).default([]),
  finish_reasons: z.array(z.string().nullable()).default([]),
});

/** What an answer of a Stability model comes to. A refusal has status 200, and says so in `finish_reasons`. */
export function stabilityOutcome(body: Uint8Array, held: Pick<HeldPictures, 'take'>): DrawOutcome {
  const parsed = answer.safeParse(json(Buffer.from(body).toString()));
  if (!parsed.success)
    return { outcome: 'no-image', reason: 'The answer is not in the form of the model.', usage: null };

  const { images, finish_reasons: reasons } = parsed.data;
  const reason = reasons.find((said) => said !== null) ?? null;
  if (reason?.startsWith('Filter reason') === true) {
    return { outcome: 'blocked', stage: reason.includes('output') ? 'output' : 'input', reason, usage: null };
  }
  const [image] = images;
  if (reason !== null || image === undefined || image === '') {
    return { outcome: 'no-image', reason: reason ?? 'The answer holds no picture.', usage: null };
  }
  return { outcome: 'image', bytes: held.take(image), mimeType: 'image/png', usage: null };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
