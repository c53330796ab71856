import { ApiError, GoogleGenAI } from '@google/genai';
import type { DrawOutcome, DrawRequest, ImageModel } from '../../../domain/generation/image-model.ts';
import type { ModelDirectory, ModelStanding } from '../../../domain/generation/model-directory.ts';
import type { Resolution } from '../../../domain/generation/resolution.ts';
import { HeldPictures } from '../held-pictures.ts';
import { inWords } from '../in-words.ts';
import type { KeyedOptions } from '../keyed-options.ts';
import { providerFetch } from '../provider-fetch.ts';
import { googleFailure } from './google-failure.ts';
import { googleOutcome } from './google-outcome.ts';

/** Google's names for sizes; it tells their case apart. */
const imageSizes: Readonly<Record<Resolution, string>> = {
  low: '1K',
  standard: '1K',
  high: '2K',
  '4k': '4K',
};

/** Gemini's image models, by `generateContent`: one picture a call. */
export class GoogleModels implements ImageModel, ModelDirectory {
  readonly #client: GoogleGenAI;
  readonly #nowMillis: () => number;
  readonly #held = new HeldPictures();

  /** `timeoutMillis` bounds each call as the signal does; without one the SDK waits for ever. The SDK retries nothing unless told to. */
  constructor({ apiKey, baseUrl, timeoutMillis, nowMillis }: KeyedOptions) {
    this.#client = new GoogleGenAI({
      apiKey,
      vertexai: false,
      // Its documentation of image models speaks of this version alone; the SDK would take v1.
      apiVersion: 'v1beta',
      httpOptions: {
        timeout: timeoutMillis,
        fetch: providerFetch(this.#held),
        ...(baseUrl === '' ? {} : { baseUrl }),
      },
    });
    this.#nowMillis = nowMillis;
  }

  async lookUp(providerModel: string): Promise<ModelStanding> {
    try {
      await this.#client.models.get({ model: providerModel });
      return 'there';
    } catch (error) {
      return error instanceof ApiError && error.status === 404 ? 'gone' : 'unknown';
    }
  }

  async draw(request: DrawRequest, signal: AbortSignal): Promise<DrawOutcome> {
    const { model, prompt, negativePrompt, aspectRatio, resolution, seed, references } = request;
    try {
      return googleOutcome(
        await this.#client.models.generateContent({
          model,
          contents: [
            {
              role: 'user',
              parts: [
                ...references.map(({ bytes, mimeType }) => ({
                  inlineData: { mimeType, data: this.#held.send(bytes, 'base64') },
                })),
                { text: inWords(prompt, negativePrompt) },
              ],
            },
          ],
          config: {
            responseModalities: ['IMAGE'],
            // Taken, and not promised to be honoured.
            seed,
            imageConfig: { aspectRatio, imageSize: imageSizes[resolution] },
            abortSignal: signal,
          },
        }),
        this.#held,
      );
    } catch (error) {
      return googleFailure(error, this.#nowMillis());
    } finally {
      this.#held.clear();
    }
  }
}
