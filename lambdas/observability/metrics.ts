import { Metrics } from '@aws-lambda-powertools/metrics';
import type { Meter } from './meter.ts';
import { metricCatalogue, metricNamespace } from './metric-catalogue.ts';

const drop = () => undefined;
/** It would warn of each measurement with two sets of dimensions that both name the stage, and that is how they are meant. */
const metrics = new Metrics({
  namespace: metricNamespace,
  logger: { debug: drop, info: drop, warn: drop, error: console.error },
});

/** Writes each measurement as a line that CloudWatch makes metrics of, one for each of its sets of dimensions. */
export function meterOf(stage: string): Meter {
  return (name, value, dimensions) => {
    const { unit, dimensionSets } = metricCatalogue[name];
    const values = new Map(Object.entries({ stage, ...dimensions }));
    const single = metrics.singleMetric();
    // Powertools would add the name of a service, which is the same everywhere.
    single.clearDefaultDimensions();
    for (const names of dimensionSets)
      single.addDimensions(Object.fromEntries(names.map((each) => [each, values.get(each) ?? ''])));
    single.addMetric(name, unit, value);
  };
}
