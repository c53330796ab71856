import { Duration } from 'aws-cdk-lib';
import { JitterType, type RetryProps } from 'aws-cdk-lib/aws-stepfunctions';

/** Outcomes that repeating cannot change: the error is the answer. Must stand before `everything`. */
export function neverRepeat(...errors: string[]): RetryProps {
  return { errors, maxAttempts: 0 };
}

/**
 * For steps that lie in the path of a waiting caller: pauses of at most 1, 2, 4, 8, 16 and 30 s, 61 s in all, which
 * leaves two thirds of the sync wait. Steps are repeatable, so an answer that was lost is repeated as well.
 */
export const briefly: RetryProps = {
  errors: ['States.ALL'],
  interval: Duration.seconds(1),
  backoffRate: 2,
  maxAttempts: 6,
  maxDelay: Duration.seconds(30),
  jitterStrategy: JitterType.FULL,
};

/**
 * For the moves that end a job: the pictures are paid, so we go on. Pauses of at most 1, 2, 4, 8, 16, 32 s and then 24
 * of 60 s: 25 minutes at the most and half of that on average, for full jitter draws from zero to the pause.
 */
export const stubbornly: RetryProps = {
  errors: ['States.ALL'],
  interval: Duration.seconds(1),
  backoffRate: 2,
  maxAttempts: 30,
  maxDelay: Duration.seconds(60),
  jitterStrategy: JitterType.FULL,
};

/**
 * Only for the sending of a sample's message; what the worker answers is never repeated here, for the worker alone owns
 * attempts. Pauses of at most 1, 2, 4, 8 and 16 s, 31 s in all.
 */
export const sendAgain: RetryProps = {
  errors: ['SQS.SdkClientException', 'SQS.SqsException', 'SQS.AmazonSQSException'],
  interval: Duration.seconds(1),
  backoffRate: 2,
  maxAttempts: 5,
  jitterStrategy: JitterType.FULL,
};
