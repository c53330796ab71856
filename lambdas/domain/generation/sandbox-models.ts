import { creditAmount } from '../credits/amount.ts';
import type { AiModelConfig } from './ai-model-config.ts';
import { aspectRatios } from './aspect-ratio.ts';
import { resolutions } from './resolution.ts';

/**
 * To this API what test cards are to a payment API: each behaves in one known way and costs no provider anything,
 * but takes the very same path, credits included.
 */
export const sandboxModelIds = [
  'sandbox',
  'sandbox-slow',
  'sandbox-flaky',
  'sandbox-partial',
  'sandbox-blocked',
  'sandbox-outage',
] as const;

export const sandboxModels: readonly AiModelConfig[] = sandboxModelIds.map((id) => ({
  id,
  provider: 'sandbox',
  mode: 'sync',
  aspectRatios,
  resolutions,
  credits: {
    low: creditAmount.parse(1),
    standard: creditAmount.parse(1),
    high: creditAmount.parse(2),
    '4k': creditAmount.parse(4),
  },
  maxSampleCount: 10,
  maxPromptLength: 8000,
}));
