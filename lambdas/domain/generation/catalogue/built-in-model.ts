import { creditAmount } from '../../credits/amount.ts';
import type { AiModelConfig } from '../ai-model-config.ts';
import type { Resolution } from '../resolution.ts';

/** What a model has that says nothing else; the schema has the same for operators' entries, and a test holds them together. */
const defaults = {
  isEnabled: true,
  deprecatedAt: null,
  shutdownAt: null,
  replacement: null,
  crops: {},
  qualities: {},
  fallback: null,
} as const satisfies Partial<AiModelConfig>;

type Defaulted = keyof typeof defaults;

export type BuiltInFacts = Omit<AiModelConfig, Defaulted | 'credits'> &
  Partial<Pick<AiModelConfig, Defaulted>> & {
    readonly credits: Readonly<Partial<Record<Resolution, number>>>;
  };

/**
 * A model that comes with this version. Its facts are checked by the compiler and by a test, which parses each with the
 * schema: doing that whenever a function starts took 15 ms of CPU of its first answer.
 */
export function builtInModel({ credits, ...facts }: BuiltInFacts): AiModelConfig {
  return { ...defaults, ...facts, credits: inCredits(credits) };
}

function inCredits(credits: BuiltInFacts['credits']): AiModelConfig['credits'] {
  return Object.fromEntries(
    Object.entries(credits).map(([resolution, amount]) => [resolution, creditAmount.parse(amount)]),
  );
}
