import * as z from 'zod';
import type { MicroUsd } from './prices.ts';

/** What a worker tells of a lost sample beyond the error's name: the error's message, as JSON, for it travels as a cause. */
const lossDetails = z.object({
  reason: z.string(),
  /** Only of a refusal. */
  stage: z.enum(['input', 'output']).optional(),
  /** What the provider billed all the same, or may have billed. */
  costMicroUsd: z.int().nullish(),
});

export type LossDetails = {
  readonly reason: string;
  readonly stage?: 'input' | 'output';
  readonly costMicroUsd?: MicroUsd | null;
};

/** Ten samples' reasons must fit the job's item of 4 KB, and the workflow's state of 256 KB. */
const maxReasonLength = 200;

export function writeLossDetails({ reason, costMicroUsd, ...details }: LossDetails): string {
  const short = reason.length > maxReasonLength ? `${reason.slice(0, maxReasonLength - 1)}…` : reason;
  return JSON.stringify({
    ...details,
    reason: short,
    ...(costMicroUsd === undefined || costMicroUsd === null ? {} : { costMicroUsd }),
  });
}

/** `undefined` for a cause that no worker wrote: a timeout of the workflow's, an error of a step. */
export function readLossDetails(cause: string): LossDetails | undefined {
  try {
    return lossDetails.safeParse(JSON.parse(cause)).data;
  } catch {
    return undefined;
  }
}
