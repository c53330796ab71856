import type { Resolution } from './resolution.ts';

/** What a provider counted for one call, in tokens. A kind that it does not tell apart is 0. */
export type ProviderUsage = {
  readonly textInTokens: number;
  readonly imageInTokens: number;
  readonly textOutTokens: number;
  readonly imageOutTokens: number;
};

/** USD for a million tokens of each kind. */
type TokenPrice = {
  readonly textIn: number;
  readonly imageIn: number;
  readonly textOut: number;
  readonly imageOut: number;
};

type Price = {
  /** The day on which the price was read. */
  readonly asOf: string;
  /** USD for one picture of about 1:1. What a call without usage, or without an answer, is taken to have cost. */
  readonly image: Readonly<Partial<Record<Resolution, number>>>;
  /** Where the provider bills tokens and tells how many there were. */
  readonly tokens?: TokenPrice;
};

const gptTokens: TokenPrice = { textIn: 5, imageIn: 8, textOut: 30, imageOut: 30 };
/** OpenAI lists no 4k: four times `high`, for the area is at most so much larger. */
const gptImage2: Price = {
  asOf: '2026-07-09',
  image: { low: 0.006, standard: 0.053, high: 0.211, '4k': 0.844 },
  tokens: gptTokens,
};

/**
 * What providers charge, by their own name of the model. List prices, some of them from secondary sources: the page that
 * tells what was paid is the provider's bill. A model that is not listed has no known cost.
 */
const prices: Readonly<Record<string, Price>> = {
  'gemini-nano-banana-2.1': {
    asOf: '2026-11-23',
    image: { low: 0.0336, standard: 0.0336, high: 0.0504, '4k': 0.113 },
    tokens: { textIn: 1.5, imageIn: 1.5, textOut: 7.5, imageOut: 30 },
  },
  'gemini-3-pro-image': {
    asOf: '2026-11-23',
    image: { low: 0.134, standard: 0.134, high: 0.134, '4k': 0.24 },
  },
  'gemini-3.1-flash-lite-image': { asOf: '2026-11-23', image: { low: 0.034, standard: 0.034 } },
  'gpt-image-2': gptImage2,
  'gpt-image-2.5-sunburst': gptImage2,
  'gpt-image-2.5-flare': {
    asOf: '2026-09-26',
    image: { low: 0.006, standard: 0.013, high: 0.053, '4k': 0.212 },
    tokens: gptTokens,
  },
  'stability.stable-image-core-v1:1': { asOf: '2026-07-29', image: { low: 0.04, standard: 0.04 } },
  'stability.sd3-5-large-v1:0': { asOf: '2026-07-29', image: { low: 0.08, standard: 0.08 } },
  // Sources differ between 0.08 and 0.14.
  'stability.stable-image-ultra-v1:1': { asOf: '2026-11-23', image: { low: 0.14, standard: 0.14 } },
};

/** Millionths of a US dollar, a whole number, so that sums are exact. */
export type MicroUsd = number;

/** What one call cost us, as far as is known; null where no price is. `usage` wins over the list. */
export function providerCost(
  providerModel: string,
  resolution: Resolution,
  usage: ProviderUsage | null,
): MicroUsd | null {
  const price = prices[providerModel];
  if (price === undefined) return null;
  if (price.tokens !== undefined && usage !== null) return costOfTokens(price.tokens, usage);
  const usd = price.image[resolution];
  return usd === undefined ? null : Math.round(usd * 1_000_000);
}

/** Of a call that brought no picture: its tokens where the provider counted them, else nothing that we know of. */
export function costWithoutPicture(providerModel: string, usage: ProviderUsage | null): MicroUsd | null {
  const tokens = prices[providerModel]?.tokens;
  return tokens === undefined || usage === null ? null : costOfTokens(tokens, usage);
}

/** A price for a million tokens in USD is that of one token in millionths. */
function costOfTokens(price: TokenPrice, usage: ProviderUsage): MicroUsd {
  return Math.round(
    price.textIn * usage.textInTokens +
      price.imageIn * usage.imageInTokens +
      price.textOut * usage.textOutTokens +
      price.imageOut * usage.imageOutTokens,
  );
}
