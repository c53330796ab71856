import type { AiModelConfig } from '../../domain/generation/ai-model-config.ts';
import type { AspectRatio } from '../../domain/generation/aspect-ratio.ts';
import type { Resolution } from '../../domain/generation/resolution.ts';
import { type Failure, invalidRequest } from '../../http/failure.ts';
import { isLongerThan } from '../../http/text.ts';
import type { GenerationRequest } from './request.ts';

/** A request with its defaults filled in, that the model can serve. */
export type GenerationOrder = {
  readonly model: AiModelConfig;
  readonly prompt: string;
  readonly negativePrompt: string | null;
  readonly aspectRatio: AspectRatio;
  readonly resolution: Resolution;
  readonly sampleCount: number;
  readonly isPublic: boolean;
};

/** What the model cannot do is refused by name; nothing is ever made smaller or fewer in silence. */
export function generationOrder(
  model: AiModelConfig,
  request: GenerationRequest,
): { readonly order: GenerationOrder } | Failure {
  const { aspectRatio = '1:1', resolution = 'standard', sampleCount = 1, prompt = '' } = request;

  if (isLongerThan(prompt, model.maxPromptLength)) {
    const message = `Must be at most ${model.maxPromptLength} characters long for the model ${model.id}.`;
    return invalidRequest([{ path: 'prompt', message }]);
  }
  if (!model.aspectRatios.includes(aspectRatio)) {
    return {
      code: 'unsupported_aspect_ratio',
      error: `The model ${model.id} does not draw in ${aspectRatio}.`,
      supported: [...model.aspectRatios],
    };
  }
  if (!model.resolutions.includes(resolution)) {
    return {
      code: 'unsupported_resolution',
      error: `The model ${model.id} does not draw in the resolution ${resolution}.`,
      supported: [...model.resolutions],
    };
  }
  if (sampleCount > model.maxSampleCount) {
    return {
      code: 'unsupported_sample_count',
      error: `The model ${model.id} makes at most ${model.maxSampleCount} images at once.`,
      supported: Array.from({ length: model.maxSampleCount }, (_, index) => index + 1),
    };
  }

  const { isPublic = false, negativePrompt = '' } = request;
  const order = { model, prompt, aspectRatio, resolution, sampleCount, isPublic };
  return { order: { ...order, negativePrompt: negativePrompt.trim() === '' ? null : negativePrompt } };
}
