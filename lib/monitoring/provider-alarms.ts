import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { billedProviders } from '../providers.ts';
import type { Stage } from '../stages.ts';

/** Wakes somebody when a provider refuses our key, our bill or a model: its jobs are refunded until a person acts. */
export class ProviderAlarms extends Construct {
  constructor(scope: Construct, id: string, { stage }: { readonly stage: Stage }) {
    super(scope, id);
    for (const provider of billedProviders) {
      new Alarm(this, `${provider}Closed`, {
        alarmDescription: `${provider} refuses our key, our bill or a model. Its generations are refunded at once with model_unavailable.`,
        metric: new Metric({
          namespace: 'Darkroom',
          metricName: 'ProviderClosed',
          dimensionsMap: { stage: stage.name, provider },
          statistic: Stats.SUM,
          period: Duration.minutes(5),
        }),
        // One refusal closes the provider for five minutes, and it passes by no retry.
        threshold: 1,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
    }
  }
}
