import type OpenAI from 'openai';
import { toFile } from 'openai';
import type { DrawOutcome, DrawRequest, ImageModel } from '../../../domain/generation/image-model.ts';
import type { ModelDirectory, ModelStanding } from '../../../domain/generation/model-directory.ts';
import { HeldPictures } from '../held-pictures.ts';
import { inWords } from '../in-words.ts';
import type { KeyedOptions } from '../keyed-options.ts';
import { lookUpAtOpenAi, openAiClient } from './openai-client.ts';
import { openAiFailure } from './openai-failure.ts';
import { openAiOutcome } from './openai-outcome.ts';

const qualities = ['low', 'medium', 'high', 'xhigh', 'max'] as const;

/** OpenAI's image models: `images.generate`, and `images.edit` where there are references. One picture a call. */
export class OpenAiModels implements ImageModel, ModelDirectory {
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
    const { model, prompt, negativePrompt, widthPixels, heightPixels, quality, references } = request;
    const asked = {
      model,
      prompt: inWords(prompt, negativePrompt),
      n: 1,
      size: `${widthPixels}x${heightPixels}`,
      quality: qualities.find((known) => known === quality) ?? 'auto',
      output_format: 'png',
    } as const;
    try {
      return openAiOutcome(
        references.length === 0
          ? await this.#client.images.generate(asked, { signal })
          : await this.#client.images.edit({ ...asked, image: await filesOf(references) }, { signal }),
        this.#held,
      );
    } catch (error) {
      return openAiFailure(error, this.#nowMillis());
    } finally {
      this.#held.clear();
    }
  }
}

function filesOf(references: DrawRequest['references']) {
  return Promise.all(
    references.map(({ bytes, mimeType }, index) =>
      toFile(bytes, `reference-${index}.${mimeType.replace('image/', '')}`, { type: mimeType }),
    ),
  );
}
