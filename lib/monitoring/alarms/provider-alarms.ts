import { Duration } from 'aws-cdk-lib';
import { MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { type BilledProvider, billedProviders } from '../../providers.ts';
import { ourMetric } from '../metric.ts';
import { fiveMinutes, type StageAlarms } from './stage-alarms.ts';

/** Wakes somebody when a provider refuses us, is too slow for us or may bill in vain, and tells in time of models that end. */
export function watchProviders(
  alarms: StageAlarms,
  stage: string,
  queues: Readonly<Record<BilledProvider, { readonly queue: IQueue }>>,
): void {
  for (const provider of billedProviders) {
    const whose = { stage, provider };
    // One refusal closes the provider for five minutes, and no retry mends it.
    alarms.watch(
      'ProviderClosed',
      {
        metric: ourMetric('ProviderClosed', whose, { statistic: Stats.MAXIMUM }),
        fires: { atLeast: 1 },
        says: `${provider} refuses our key, our bill or a model. Its generations are refunded at once with model_unavailable.`,
      },
      provider,
    );
    // Counted once a day, so it stays in alarm until the next count is none.
    alarms.watch(
      'ModelsGone',
      {
        metric: ourMetric('ModelsGone', whose, { statistic: Stats.MAXIMUM, period: Duration.days(1) }),
        fires: { atLeast: 1 },
        says: `${provider} no longer has a model of the catalogue. Requests for it are answered 503.`,
      },
      provider,
    );
    alarms.watch(
      'ModelsEnding',
      {
        metric: ourMetric('ModelsEnding', whose, { statistic: Stats.MAXIMUM, period: Duration.days(1) }),
        fires: { atLeast: 1 },
        says: `${provider} will shut a model of the catalogue down within a month, or calls it legacy.`,
      },
      provider,
    );
    alarms.watch(
      'ProviderQueueOld',
      {
        // What was never received is the queue's to tell, and what was put back is ours: the queue leaves that out.
        metric: new MathExpression({
          expression: 'MAX([FILL(unseen, 0), FILL(putBack, 0)])',
          usingMetrics: {
            unseen: queues[provider].queue.metricApproximateAgeOfOldestMessage({
              period: fiveMinutes,
              statistic: Stats.MAXIMUM,
            }),
            putBack: ourMetric('SampleWaitSeconds', whose, { statistic: Stats.MAXIMUM }),
          },
          label: 'oldest sample, seconds',
          period: fiveMinutes,
        }),
        // Blocking calls wait three minutes. What waits for ten was either not waited for, or given up.
        fires: { atLeast: 600 },
        periods: 2,
        says: `Pictures wait longer than ten minutes for their turn at ${provider}.`,
      },
      provider,
    );
    alarms.watch(
      'SuspectedCost',
      {
        metric: ourMetric('SuspectedCostUsd', whose, { statistic: Stats.SUM, period: Duration.hours(1) }),
        // Some 25 pictures an hour at 4 cents: a broken connection now and then stays below.
        fires: { atLeast: 1 },
        says: `Answers of ${provider} are lost: it may bill a dollar an hour for pictures that nobody gets.`,
      },
      provider,
    );
  }
}
