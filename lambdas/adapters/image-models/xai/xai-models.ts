import type { DrawOutcome, DrawRequest, ImageModel } from '../../../domain/generation/image-model.ts';
import type { ModelDirectory, ModelStanding } from '../../../domain/generation/model-directory.ts';
import type { Resolution } from '../../../domain/generation/resolution.ts';
import { inWords } from '../in-words.ts';
import type { KeyedOptions } from '../keyed-options.ts';
import { OpenAiConnection } from '../openai/openai-connection.ts';
import { xaiOutcome } from './xai-outcome.ts';

/** There is no larger one. */
const sizes: Readonly<Record<Resolution, string>> = { low: '1k', standard: '1k', high: '2k', '4k': '2k' };

/** xAI's image models: OpenAI's language, but for the shape, which has two parameters of xAI's own. No references. */
export class XaiModels implements ImageModel, ModelDirectory {
  readonly #connection: OpenAiConnection;

  constructor(options: KeyedOptions) {
    this.#connection = new OpenAiConnection(options);
  }

  lookUp(providerModel: string): Promise<ModelStanding> {
    return this.#connection.lookUp(providerModel);
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
    return this.#connection.draw(async (client, held) =>
      xaiOutcome(await client.post('/images/generations', { body, signal }), held),
    );
  }
}
