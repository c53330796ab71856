import { type IMetric, type IWidget, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { tableMetric } from '../aws-metric.ts';
import { graph, heading } from './widgets.ts';

/** `functions` by the names that people know them by. */
export function functionRow(functions: Readonly<Record<string, IFunction>>) {
  const each = (metric: (lambda: IFunction, label: string) => IMetric) =>
    Object.entries(functions).map(([label, lambda]) => metric(lambda, label));
  return [
    [
      heading(
        'Functions',
        'Good: no throttles. Charge, Store and Complete also report as errors what the workflow expects (no credits, no picture): look at the others.',
      ),
    ],
    [
      graph({
        title: 'Errors',
        metrics: each((lambda, label) => lambda.metricErrors({ label })),
        columns: 2,
      }),
      graph({
        title: 'Throttles',
        metrics: each((lambda, label) => lambda.metricThrottles({ label })),
        columns: 2,
      }),
    ],
    [
      graph({
        title: 'Duration, milliseconds, p95',
        metrics: each((lambda, label) => lambda.metricDuration({ statistic: 'p95', label })),
        columns: 2,
      }),
      graph({
        title: 'At once',
        metrics: each((lambda, label) =>
          lambda.metric('ConcurrentExecutions', { statistic: Stats.MAXIMUM, label }),
        ),
        columns: 2,
      }),
    ],
  ] satisfies readonly (readonly IWidget[])[];
}

export function tableRow(tables: Readonly<Record<string, ITable>>) {
  const each = (metricName: string) =>
    Object.entries(tables).map(([label, table]) => tableMetric(table, metricName, label));
  return [
    [
      heading(
        'DynamoDB',
        'Good: no throttles. Units are what is paid for: docs/cost.md says how many a picture takes.',
      ),
    ],
    [
      graph({ title: 'Read units', metrics: each('ConsumedReadCapacityUnits') }),
      graph({ title: 'Write units', metrics: each('ConsumedWriteCapacityUnits') }),
      graph({ title: 'Reads thrown back', metrics: each('ReadThrottleEvents') }),
      graph({ title: 'Writes thrown back', metrics: each('WriteThrottleEvents') }),
    ],
  ] satisfies readonly (readonly IWidget[])[];
}

/** CloudFront tells its metrics in us-east-1 alone, wherever the stack is. */
export function cdnRow(distributionId: string) {
  const metric = (metricName: string, statistic: string, label: string) =>
    new Metric({
      namespace: 'AWS/CloudFront',
      metricName,
      dimensionsMap: { DistributionId: distributionId, Region: 'Global' },
      region: 'us-east-1',
      statistic,
      label,
    });
  const region = 'us-east-1';
  return [
    [heading('CDN', 'Good: 4xx are pictures that were deleted; 5xx are **0**.')],
    [
      graph({ title: 'Requests', metrics: [metric('Requests', Stats.SUM, 'requests')], columns: 3, region }),
      graph({
        title: 'Bytes',
        metrics: [metric('BytesDownloaded', Stats.SUM, 'downloaded')],
        columns: 3,
        region,
      }),
      graph({
        title: 'Errors, percent',
        metrics: [metric('4xxErrorRate', Stats.AVERAGE, '4xx'), metric('5xxErrorRate', Stats.AVERAGE, '5xx')],
        columns: 3,
        region,
      }),
    ],
  ] satisfies readonly (readonly IWidget[])[];
}
