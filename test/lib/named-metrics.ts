import type { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { resourcesOf } from './synthesised.ts';

/** A metric of ours that somebody looks at, and what it is split by there: `JobsFailed by stage,model`. */
export type NamedMetric = `${string} by ${string}`;

const dimensions = z.array(z.object({ Name: z.string(), Value: z.unknown() })).default([]);
const metricStat = z.object({
  MetricStat: z
    .object({
      Metric: z.object({
        Namespace: z.string(),
        MetricName: z.string(),
        Dimensions: dimensions,
      }),
    })
    .optional(),
});
const alarm = z.object({
  AlarmName: z.string(),
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions: dimensions,
  Metrics: z.array(metricStat).default([]),
});

export function alarmsOf(template: Template) {
  return resourcesOf(template, 'AWS::CloudWatch::Alarm').map(([, properties]) => alarm.parse(properties));
}

/** What alarms watch of ours. */
export function metricsOfAlarms(template: Template): readonly NamedMetric[] {
  return alarmsOf(template).flatMap(({ Namespace, MetricName = '', Dimensions, Metrics }) => [
    ...(Namespace === 'Darkroom'
      ? [
          named(
            MetricName,
            Dimensions.map(({ Name }) => Name),
          ),
        ]
      : []),
    ...Metrics.flatMap(({ MetricStat }) =>
      MetricStat?.Metric.Namespace === 'Darkroom'
        ? [
            named(
              MetricStat.Metric.MetricName,
              MetricStat.Metric.Dimensions.map(({ Name }) => Name),
            ),
          ]
        : [],
    ),
  ]);
}

const body = z.object({
  widgets: z.array(
    z.object({
      type: z.string(),
      properties: z.looseObject({
        title: z.string().optional(),
        markdown: z.string().optional(),
        metrics: z.array(z.array(z.unknown())).default([]),
      }),
    }),
  ),
});

/** The dashboard as CloudWatch gets it; what only a deployment knows is `{}`. */
export function dashboardOf(template: Template): z.output<typeof body> {
  const [[, dashboard] = []] = resourcesOf(template, 'AWS::CloudWatch::Dashboard');
  const parts: unknown[] = dashboard?.['DashboardBody']['Fn::Join'][1] ?? [];
  const text = parts.map((part) => (typeof part === 'string' ? part : '{}')).join('');
  return body.parse(JSON.parse(text));
}

/** What the dashboard shows of ours. */
export function metricsOfDashboard(template: Template): readonly NamedMetric[] {
  return dashboardOf(template).widgets.flatMap(({ properties }) =>
    properties.metrics.flatMap((line) => {
      const [first, name, ...rest] = line;
      if (first === 'Darkroom') {
        const names = rest.filter((value, index) => typeof value === 'string' && index % 2 === 0);
        return [named(String(name), names.map(String))];
      }
      const expression = /SEARCH\('\{Darkroom,([\w,]+)\} MetricName="(\w+)"/.exec(
        JSON.stringify(first).replaceAll('\\"', '"'),
      );
      return expression === null ? [] : [named(expression[2] ?? '', (expression[1] ?? '').split(','))];
    }),
  );
}

export function named(metric: string, names: readonly string[]): NamedMetric {
  return `${metric} by ${[...names].sort().join()}`;
}
