import type { DrawRequest } from '../../../lambdas/domain/generation/image-model.ts';

/** A request as the worker makes it. */
export function drawRequest(overrides: Partial<DrawRequest> = {}): DrawRequest {
  return {
    model: 'model-1',
    prompt: 'a lake at sunrise',
    negativePrompt: null,
    aspectRatio: '16:9',
    resolution: 'high',
    quality: null,
    widthPixels: 2752,
    heightPixels: 1536,
    references: [],
    sampleIndex: 0,
    seed: 7,
    attemptsBefore: 0,
    ...overrides,
  };
}

/** A reference as it is kept: decoded and encoded anew. */
export const reference = { bytes: new Uint8Array([137, 80, 78, 71]), mimeType: 'image/png' as const };
