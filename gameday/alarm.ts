import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Measurement } from './measurements.ts';

const dimensions = z
  .array(z.object({ Name: z.string(), Value: z.string() }))
  .default([])
  .transform((all) => Object.fromEntries(all.map(({ Name, Value }) => [Name, Value])));

const metric = z.object({ Namespace: z.string(), MetricName: z.string(), Dimensions: dimensions });

const alarmProperties = z.object({
  AlarmName: z.string(),
  ComparisonOperator: z.literal('GreaterThanOrEqualToThreshold'),
  Threshold: z.number(),
  EvaluationPeriods: z.int(),
  DatapointsToAlarm: z.int(),
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Statistic: z.string().optional(),
  Dimensions: dimensions,
  Metrics: z
    .array(
      z.object({
        Id: z.string(),
        Expression: z.string().optional(),
        MetricStat: z.object({ Metric: metric, Stat: z.string() }).optional(),
      }),
    )
    .default([]),
});

const template = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.unknown() })),
});

/** What an alarm says of the measurements: its metric's value, and whether that crosses the threshold. */
export type Reading = {
  readonly value: number;
  readonly threshold: number;
  readonly crosses: boolean;
  /** In how many periods it has to cross before the alarm fires, and of how many. */
  readonly inPeriods: number;
  readonly ofPeriods: number;
};

/** An alarm of the templates that the stack runs. Throws when there is none of that name. */
export function alarmNamed(assemblyDirectory: string, alarmName: string) {
  const file = join(assemblyDirectory, 'Darkroom-laptop-Service.template.json');
  const { Resources } = template.parse(JSON.parse(readFileSync(file, 'utf8')));
  const found = Object.values(Resources).find(
    ({ Type, Properties }) =>
      Type === 'AWS::CloudWatch::Alarm' &&
      z.looseObject({ AlarmName: z.string() }).parse(Properties).AlarmName === alarmName,
  );
  if (found === undefined) throw new Error(`The templates have no alarm "${alarmName}".`);
  const alarm = alarmProperties.parse(found.Properties);

  /** As if all measurements fell into one period. */
  return (measurements: readonly Measurement[]): Reading => {
    const value = metricValue(alarm, measurements);
    const { Threshold: threshold, DatapointsToAlarm: inPeriods, EvaluationPeriods: ofPeriods } = alarm;
    return { value, threshold, crosses: value >= threshold, inPeriods, ofPeriods };
  };
}

function metricValue(alarm: z.output<typeof alarmProperties>, measurements: readonly Measurement[]): number {
  const { Namespace, MetricName, Dimensions, Statistic, Metrics } = alarm;
  if (Namespace !== undefined && MetricName !== undefined)
    return statisticOf({ Namespace, MetricName, Dimensions }, Statistic ?? '', measurements);

  const values = new Map(
    Metrics.flatMap(({ Id, MetricStat }) =>
      MetricStat === undefined ? [] : [[Id, statisticOf(MetricStat.Metric, MetricStat.Stat, measurements)]],
    ),
  );
  const expression = Metrics.find((one) => one.Expression !== undefined)?.Expression ?? '';
  return shareOf(expression, values);
}

function statisticOf(
  { Namespace, MetricName, Dimensions }: z.output<typeof metric>,
  statistic: string,
  measurements: readonly Measurement[],
): number {
  const values = measurements
    .filter((one) => one.namespace === Namespace && one.metric === MetricName)
    .filter((one) => sameDimensions(one.dimensions, Dimensions))
    .map(({ value }) => value);
  if (values.length === 0) return 0;
  switch (statistic) {
    case 'Sum':
      return values.reduce((sum, value) => sum + value, 0);
    case 'SampleCount':
      return values.length;
    case 'Maximum':
      return Math.max(...values);
    // Of periods, of which each has one value here: the highest is the one that crosses.
    case 'Minimum':
      return Math.max(...values);
    default:
      throw new Error(`A game day does not know the statistic "${statistic}".`);
  }
}

function sameDimensions(
  some: Readonly<Record<string, string>>,
  others: Readonly<Record<string, string>>,
): boolean {
  const names = Object.keys(some);
  return names.length === Object.keys(others).length && names.every((name) => some[name] === others[name]);
}

/** The one kind of expression that alarms of ours are made of: a share in percent, once there are enough. */
function shareOf(expression: string, values: ReadonlyMap<string, number>): number {
  const shape = /^IF\(FILL\((\w+), 0\) >= (\d+), 100 \* FILL\(\1, 0\) \/ \((.+)\), 0\)$/.exec(expression);
  if (shape === null) throw new Error(`A game day cannot compute "${expression}".`);
  const [, part = '', enough = '', whole = ''] = shape;
  const sum = [...whole.matchAll(/FILL\((\w+), 0\)/g)].reduce(
    (total, [, name = '']) => total + (values.get(name) ?? 0),
    0,
  );
  const found = values.get(part) ?? 0;
  return found >= Number(enough) ? (100 * found) / sum : 0;
}
