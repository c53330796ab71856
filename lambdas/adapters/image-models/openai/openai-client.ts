import OpenAI, { NotFoundError } from 'openai';
import type { ModelStanding } from '../../../domain/generation/model-directory.ts';
import type { HeldPictures } from '../held-pictures.ts';
import type { KeyedOptions } from '../keyed-options.ts';

/** No retries: a picture whose answer was lost has been paid, and there is no idempotency key. */
export function openAiClient(
  { apiKey, baseUrl, timeoutMillis }: Omit<KeyedOptions, 'nowMillis'>,
  held: Pick<HeldPictures, 'fetch'>,
): OpenAI {
  // `null`, for the SDK would otherwise look into an environment that is not ours to answer for.
  return new OpenAI({
    apiKey,
    baseURL: baseUrl === '' ? null : baseUrl,
    timeout: timeoutMillis,
    maxRetries: 0,
    fetch: held.fetch,
  });
}

/** Costs nothing; a server that does not list its models answers 404 to all, so only what is known to be a model is gone. */
export async function lookUpAtOpenAi(client: OpenAI, providerModel: string): Promise<ModelStanding> {
  try {
    await client.models.retrieve(providerModel);
    return 'there';
  } catch (error) {
    return error instanceof NotFoundError && error.code === 'model_not_found' ? 'gone' : 'unknown';
  }
}
