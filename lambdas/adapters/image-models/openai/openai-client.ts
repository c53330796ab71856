import OpenAI from 'openai';
import type { KeyedOptions } from '../keyed-options.ts';

/** No retries: a picture whose answer was lost has been paid, and there is no idempotency key. */
export function openAiClient({ apiKey, baseUrl, timeoutMillis }: Omit<KeyedOptions, 'nowMillis'>): OpenAI {
  // `null`, for the SDK would otherwise look into an environment that is not ours to answer for.
  return new OpenAI({
    apiKey,
    baseURL: baseUrl === '' ? null : baseUrl,
    timeout: timeoutMillis,
    maxRetries: 0,
  });
}
