import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  type DimensionName,
  type MetricName,
  metricCatalogue,
  metricNamespace,
} from '../../lambdas/observability/metric-catalogue.ts';

type Whose = { readonly stage: string; readonly provider?: string };

type MetricOptions = {
  /** As CloudWatch writes it: `Sum`, `Maximum`, `p95`. */
  readonly statistic: string;
  readonly period?: Duration;
  readonly label?: string;
};

const usualPeriod = Duration.minutes(5);

/** One metric of ours: of a stage, or of one provider of a stage. Throws for what no function emits. */
export function ourMetric(
  name: MetricName,
  whose: Whose,
  { statistic, period = usualPeriod, label }: MetricOptions,
) {
  refuseUnknown(name, whose.provider === undefined ? ['stage'] : ['stage', 'provider']);
  return new Metric({
    namespace: metricNamespace,
    metricName: name,
    dimensionsMap: { ...whose },
    statistic,
    period,
    ...(label === undefined ? {} : { label }),
  });
}

/** A line for each model, whichever they are by then. */
export function ourMetricByModel(name: MetricName, { stage, provider }: Whose, statistic: string) {
  const names: DimensionName[] = provider === undefined ? ['stage', 'model'] : ['stage', 'provider', 'model'];
  refuseUnknown(name, names);
  const values = [`stage="${stage}"`, ...(provider === undefined ? [] : [`provider="${provider}"`])];
  const seconds = usualPeriod.toSeconds();
  return new MathExpression({
    expression:
      `SEARCH('{${metricNamespace},${names.join(',')}} MetricName="${name}" ${values.join(' ')}', ` +
      `'${statistic}', ${seconds})`,
    usingMetrics: {},
    label: `${statistic} \${PROP('Dim.model')}`,
    period: usualPeriod,
  });
}

/** A line for each provider. */
export function ourMetricByProvider(name: MetricName, { stage }: Whose, statistic: string) {
  refuseUnknown(name, ['stage', 'provider']);
  return new MathExpression({
    expression:
      `SEARCH('{${metricNamespace},stage,provider} MetricName="${name}" stage="${stage}"', ` +
      `'${statistic}', ${usualPeriod.toSeconds()})`,
    usingMetrics: {},
    label: `\${PROP('Dim.provider')}`,
    period: usualPeriod,
  });
}

function refuseUnknown(name: MetricName, names: readonly DimensionName[]): void {
  const sets: readonly (readonly DimensionName[])[] = metricCatalogue[name].dimensionSets;
  if (sets.some((set) => set.join() === names.join())) return;
  throw new Error(`No function emits ${name} by ${names.join(' and ')}.`);
}
