/** Providers that bill, beside the sandbox. Each has a queue, a worker and a secret of its own. */
export const billedProviders = ['google', 'openai', 'bedrock', 'compatible'] as const;

export type BilledProvider = (typeof billedProviders)[number];

/** How hard a provider may be worked, where the stage says nothing else. */
type Pace = {
  /** Pictures at once. What the rate needs: pictures a minute × minutes of one picture. At least 2, as SQS wants. */
  readonly concurrency: number;
  /** Pictures that may begin in a minute: what the account's tier allows. `npm run admin -- provider limit` changes it. */
  readonly imagesPerMinute: number;
};

export type ProviderSettings = {
  readonly google: Pace;
  readonly openai: Pace;
  /** Stability's models are on demand in us-west-2 alone. */
  readonly bedrock: Pace & { readonly region: string };
  /** Any server that speaks OpenAI's language; empty where there is none. */
  readonly compatible: Pace & { readonly baseUrl: string; readonly dialect: 'openai' | 'xai' };
};

/** A new account may do this much; OpenAI's first tier is the smallest. */
export const usualProviders: ProviderSettings = {
  google: { concurrency: 12, imagesPerMinute: 20 },
  openai: { concurrency: 8, imagesPerMinute: 5 },
  bedrock: { concurrency: 4, imagesPerMinute: 20, region: 'us-west-2' },
  compatible: { concurrency: 8, imagesPerMinute: 30, baseUrl: '', dialect: 'openai' },
};

/** The secret of Secrets Manager that holds a provider's key. Bedrock is asked with the function's own role instead. */
export function secretNameOf(stageName: string, provider: BilledProvider): string {
  return stageName !== 'laptop' && provider === 'bedrock' ? '' : `darkroom/${stageName}/${provider}`;
}

const keysOnLaptop: Readonly<Record<BilledProvider, string>> = {
  google: 'Set GEMINI_API_KEY and start again.',
  openai: 'Set OPENAI_API_KEY and start again.',
  bedrock: 'Set AWS_PROFILE and start again.',
  compatible:
    'Set OPENAI_COMPATIBLE_BASE_URL, and OPENAI_COMPATIBLE_API_KEY where it wants one, and start again.',
};

/** What to do about a provider that has no key yet, as a sentence for whoever asked for one of its models. */
export function setUpOf(stageName: string, provider: BilledProvider): string {
  return stageName === 'laptop'
    ? keysOnLaptop[provider]
    : `Put the provider's API key into the secret ${secretNameOf(stageName, provider)}.`;
}
