import OpenAI, { NotFoundError } from 'openai';
import type { DrawOutcome } from '../../../domain/generation/image-model.ts';
import type { ModelDirectory, ModelStanding } from '../../../domain/generation/model-directory.ts';
import { HeldPictures } from '../held-pictures.ts';
import type { KeyedOptions } from '../keyed-options.ts';
import { providerFetch } from '../provider-fetch.ts';
import { openAiFailure } from './openai-failure.ts';

/** A server that speaks OpenAI's language, through OpenAI's client: what the dialects have in common. */
export class OpenAiConnection implements ModelDirectory {
  readonly #client: OpenAI;
  readonly #nowMillis: () => number;
  readonly #held = new HeldPictures();

  /** No retries: a picture whose answer was lost has been paid, and there is no idempotency key. */
  constructor({ apiKey, baseUrl, timeoutMillis, nowMillis }: KeyedOptions) {
    this.#client = new OpenAI({
      apiKey,
      // `null`, for the SDK would otherwise look into an environment that is not ours to answer for.
      baseURL: baseUrl === '' ? null : baseUrl,
      timeout: timeoutMillis,
      maxRetries: 0,
      fetch: providerFetch(this.#held),
    });
    this.#nowMillis = nowMillis;
  }

  /** Asks for one picture. What the client throws is an outcome. */
  async draw(
    ask: (client: OpenAI, held: Pick<HeldPictures, 'send' | 'take'>) => Promise<DrawOutcome>,
  ): Promise<DrawOutcome> {
    try {
      return await ask(this.#client, this.#held);
    } catch (error) {
      return openAiFailure(error, this.#nowMillis());
    } finally {
      this.#held.clear();
    }
  }

  /** Costs nothing; a server that does not list its models answers 404 to all, so only what is known to be a model is gone. */
  async lookUp(providerModel: string): Promise<ModelStanding> {
    try {
      await this.#client.models.retrieve(providerModel);
      return 'there';
    } catch (error) {
      return error instanceof NotFoundError && error.code === 'model_not_found' ? 'gone' : 'unknown';
    }
  }
}
