import OpenAI, { toFile } from 'openai';
import type { DrawOutcome, DrawRequest, ImageModel } from '../../../domain/generation/image-model.ts';
import type { Resolution } from '../../../domain/generation/resolution.ts';
import { inWords } from '../in-words.ts';
import { openAiFailure } from './openai-failure.ts';
import { openAiOutcome } from './openai-outcome.ts';

const qualities: Readonly<Record<Resolution, 'low' | 'medium' | 'high'>> = {
  low: 'low',
  standard: 'medium',
  high: 'high',
  '4k': 'high',
};

/** OpenAI's image models: `images.generate`, and `images.edit` where there are references. One picture a call. */
export class OpenAiModels implements ImageModel {
  readonly #client: OpenAI;
  readonly #nowMillis: () => number;

  /** No retries: a picture whose answer was lost has been paid, and there is no idempotency key. */
  constructor(options: {
    readonly apiKey: string;
    readonly baseUrl?: string | undefined;
    readonly timeoutMillis: number;
    readonly nowMillis: () => number;
  }) {
    const { apiKey, baseUrl, timeoutMillis } = options;
    this.#client = new OpenAI({
      apiKey,
      baseURL: baseUrl ?? null,
      timeout: timeoutMillis,
      maxRetries: 0,
    });
    this.#nowMillis = options.nowMillis;
  }

  async draw(request: DrawRequest, signal: AbortSignal): Promise<DrawOutcome> {
    const { model, prompt, negativePrompt, widthPixels, heightPixels, resolution, references } = request;
    const asked = {
      model,
      prompt: inWords(prompt, negativePrompt),
      n: 1,
      size: `${widthPixels}x${heightPixels}`,
      quality: qualities[resolution],
      output_format: 'png',
    } as const;
    try {
      return openAiOutcome(
        references.length === 0
          ? await this.#client.images.generate(asked, { signal })
          : await this.#client.images.edit({ ...asked, image: await filesOf(references) }, { signal }),
      );
    } catch (error) {
      return openAiFailure(error, this.#nowMillis());
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
