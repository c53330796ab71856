import type OpenAI from 'openai';
import type { DrawOutcome, DrawRequest, ImageModel } from '../../../domain/generation/image-model.ts';
import type { ModelDirectory, ModelStanding } from '../../../domain/generation/model-directory.ts';
import type { Resolution } from '../../../domain/generation/resolution.ts';
import { HeldPictures } from '../held-pictures.ts';
import { inWords } from '../in-words.ts';
import type { KeyedOptions } from '../keyed-options.ts';
import { lookUpAtOpenAi, openAiClient } from '../openai/openai-client.ts';
import { openAiFailure } from '../openai/openai-failure.ts';
import { xaiOutcome } from './xai-outcome.ts';

/** There is no larger one. */
const sizes: Readonly<Record<Resolution, string>> = { low: '1k', standard: '1k', high: '2k', '4k': '2k' };

/** xAI's image models: OpenAI's language, but for the shape, which has two parameters of xAI's own. No references. */
export class XaiModels implements ImageModel, ModelDirectory {
  readonly #client: OpenAI;
  readonly #nowMillis: () => number;
  readonly #held = new HeldPictures();

  constructor({ nowMillis, ...options }: KeyedOptions) {
    this.#client = openAiClient(options, this.#held);
    this.#nowMillis = nowMillis;
  }

  lookUp(providerModel: string): Promise<ModelStanding> {
    return lookUpAtOpenAi(this.#client, providerModel);
  }

  async draw(request: DrawRequest, signal: AbortSignal): Promise<DrawOutcome> {
    const { model, prompt, negativePrompt, aspectRatio, resolution, references } = request;
    if (references.length > 0) {
      return { outcome: 'failed', reason: 'This provider is asked without reference images only.' };
    }
    const body = {
      model,
      prompt: inWords(prompt, negativePrompt),
      n: 1,
      aspect_ratio: aspectRatio,
      resolution: sizes[resolution],
      response_format: 'b64_json',
    };
    try {
      return xaiOutcome(await this.#client.post('/images/generations', { body, signal }), this.#held);
    } catch (error) {
      return openAiFailure(error, this.#nowMillis());
    } finally {
      this.#held.clear();
    }
  }
}
