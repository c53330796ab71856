import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** Everything that is counted. The dashboard and the alarms name the same. */
export const metricUnits = {
  /** What calls cost us by the provider's usage, or by its list price. */
  ProviderCostUsd: MetricUnit.NoUnit,
  /** What calls may have cost whose answer was lost. */
  SuspectedCostUsd: MetricUnit.NoUnit,
  /** A provider refused our key, our bill or a model: nobody asks it for a while. */
  ProviderClosed: MetricUnit.Count,
  /** Models of the catalogue that their provider does not have any more, counted once a day. */
  ModelsGone: MetricUnit.Count,
  /** Models that end within a month, or that their provider calls legacy. */
  ModelsEnding: MetricUnit.Count,
  /** A provider told us to wait. */
  ProviderPaused: MetricUnit.Count,
} as const;

export type MetricDimensions = {
  readonly stage: string;
  readonly provider: string;
  readonly model?: string;
};

const metrics = new Metrics({ namespace: 'Darkroom' });

/** Writes one measurement as a line that CloudWatch makes a metric of. */
export function emitMetric(
  name: keyof typeof metricUnits,
  value: number,
  { stage, provider, model }: MetricDimensions,
): void {
  const single = metrics.singleMetric();
  // Powertools would add the name of a service, which is the same everywhere.
  single.clearDefaultDimensions();
  single.addDimensions({ stage, provider, ...(model === undefined ? {} : { model }) });
  single.addMetric(name, metricUnits[name], value);
}
