import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { billedProviders } from '../providers.ts';
import type { Stage } from '../stages.ts';

/** Wakes somebody when a provider refuses us, and tells in time of models that end. */
export class ProviderAlarms extends Construct {
  constructor(scope: Construct, id: string, { stage }: { readonly stage: Stage }) {
    super(scope, id);
    for (const provider of billedProviders) {
      const watch = (id: string, { metric, period, says }: Watched) =>
        new Alarm(this, `${provider}${id}`, {
          alarmDescription: `${provider} ${says}`,
          metric: new Metric({
            namespace: 'Darkroom',
            metricName: metric,
            dimensionsMap: { stage: stage.name, provider },
            statistic: Stats.MAXIMUM,
            period,
          }),
          threshold: 1,
          evaluationPeriods: 1,
          comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
          treatMissingData: TreatMissingData.NOT_BREACHING,
        });
      // One refusal closes the provider for five minutes, and no retry mends it.
      watch('Closed', {
        metric: 'ProviderClosed',
        period: Duration.minutes(5),
        says: 'refuses our key, our bill or a model. Its generations are refunded at once with model_unavailable.',
      });
      // Counted once a day, so it stays in alarm until the next count is none.
      watch('ModelsGone', {
        metric: 'ModelsGone',
        period: Duration.days(1),
        says: 'no longer has a model of the catalogue. Requests for it are answered 503.',
      });
      watch('ModelsEnding', {
        metric: 'ModelsEnding',
        period: Duration.days(1),
        says: 'will shut a model of the catalogue down within a month, or calls it legacy.',
      });
    }
  }
}

type Watched = { readonly metric: string; readonly period: Duration; readonly says: string };
