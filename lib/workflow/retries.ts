import { Duration } from 'aws-cdk-lib';
import { JitterType } from 'aws-cdk-lib/aws-stepfunctions';

/** Outcomes that repeating cannot change: the error is the answer. Must stand before what repeats `States.ALL`. */
export function neverRepeat(...errors: string[]) {
  return { errors, maxAttempts: 0 };
}

/**
 * For steps that lie in the path of a waiting caller: pauses of at most 1, 2, 4, 8, 16 and 30 s, 61 s in all, which
 * leaves two thirds of the sync wait. Steps are repeatable, so an answer that was lost is repeated as well.
 */
export const briefly = policy({ errors: ['States.ALL'], maxAttempts: 6, longestPauseSeconds: 30 });

/**
 * For the moves that end a job: the pictures are paid, so we go on for 10 minutes at the very least. Pauses of at most
 * 1, 2, 4, 8, 16, 32 s and then 34 of 60 s: 35 minutes at the most. Full jitter draws each from zero to that, so half
 * is the average, 17.5 minutes, and less than 10 would be more than four standard deviations away.
 */
export const stubbornly = policy({ errors: ['States.ALL'], maxAttempts: 40, longestPauseSeconds: 60 });

/**
 * Only for the sending of a sample's message; what the worker answers is never repeated here, for the worker alone owns
 * attempts. Pauses of at most 1, 2, 4, 8 and 16 s, 31 s in all.
 */
export const sendAgain = policy({
  errors: ['SQS.SdkClientException', 'SQS.SqsException', 'SQS.AmazonSQSException'],
  maxAttempts: 5,
  longestPauseSeconds: 16,
});

/** The longest that each pause of a policy can be, in their order. */
export function longestPausesSeconds({ maxAttempts, maxDelay }: ReturnType<typeof policy>): number[] {
  return Array.from({ length: maxAttempts }, (_, index) => Math.min(2 ** index, maxDelay.toSeconds()));
}

/** How long a step can take with all its repeats, when each call lasts until its timeout. */
export function longestSeconds(retry: ReturnType<typeof policy>, callTimeoutSeconds: number): number {
  const pauses = longestPausesSeconds(retry).reduce((sum, seconds) => sum + seconds, 0);
  return pauses + (1 + retry.maxAttempts) * callTimeoutSeconds;
}

/** Pauses double from 1 s up to the longest; full jitter keeps those who failed together from returning together. */
function policy({
  errors,
  maxAttempts,
  longestPauseSeconds,
}: {
  readonly errors: string[];
  readonly maxAttempts: number;
  readonly longestPauseSeconds: number;
}) {
  return {
    errors,
    maxAttempts,
    interval: Duration.seconds(1),
    backoffRate: 2,
    maxDelay: Duration.seconds(longestPauseSeconds),
    jitterStrategy: JitterType.FULL,
  };
}
