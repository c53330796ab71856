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

/** A line for each model, whichever they are by then: of a stage, or of one provider. */
export function ourMetricByModel(name: MetricName, whose: Whose, statistic: string) {
  const names = whose.provider === undefined ? (['stage', 'model'] as const) : providersModel;
  return search(name, names, whose, statistic, `${statistic} \${PROP('Dim.model')}`);
}

/** A line for each model of each provider. */
export function ourMetricByProvidersModel(name: MetricName, { stage }: Whose, statistic: string) {
  return search(name, providersModel, { stage }, statistic, `\${PROP('Dim.model')}`);
}

/** A line for each provider. */
export function ourMetricByProvider(name: MetricName, { stage }: Whose, statistic: string) {
  return search(name, ['stage', 'provider'], { stage }, statistic, `\${PROP('Dim.provider')}`);
}

const providersModel = ['stage', 'provider', 'model'] as const;

function search(
  name: MetricName,
  names: readonly DimensionName[],
  whose: Whose,
  statistic: string,
  label: string,
): MathExpression {
  refuseUnknown(name, names);
  const values = Object.entries(whose).map(([dimension, value]) => `${dimension}="${value}"`);
  const asked = `{${metricNamespace},${names.join(',')}} MetricName="${name}" ${values.join(' ')}`;
  return new MathExpression({
    expression: `SEARCH('${asked}', '${statistic}', ${usualPeriod.toSeconds()})`,
    usingMetrics: {},
    label,
    period: usualPeriod,
  });
}

function refuseUnknown(name: MetricName, names: readonly DimensionName[]): void {
  const sets: readonly (readonly DimensionName[])[] = metricCatalogue[name].dimensionSets;
  if (sets.some((set) => set.join() === names.join())) return;
  throw new Error(`No function emits ${name} by ${names.join(' and ')}.`);
}
