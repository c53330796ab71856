import { Color, type IMetric, type IWidget, MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { MetricName } from '../../../lambdas/observability/metric-catalogue.ts';
import { ourMetric, ourMetricByModel } from '../metric.ts';
import { graph, heading, numbers } from './widgets.ts';

/** Are customers served, and is money right? */
export function customerRow(stage: string, deadLetters: IQueue): readonly (readonly IWidget[])[] {
  const sum = (name: MetricName, label: string): IMetric =>
    ourMetric(name, { stage }, { statistic: Stats.SUM, label });

  return [
    [
      heading(
        'Are customers served, and is money right?',
        'Good: completed follows accepted; failed is a few percent of it; mismatches, settled, refunds by settling, overdue and ' +
          'dead letters are **0**; blocking calls take as long as their model does; no 504. Balances are ' +
          'compared once a day: look at a day.',
      ),
    ],
    [
      numbers('In the time shown', [
        sum('JobsAccepted', 'accepted'),
        sum('JobsCompleted', 'completed'),
        sum('JobsFailed', 'failed'),
        sum('JobsBlocked', 'blocked by a model'),
        sum('JobsRefused', 'refused by Charge'),
        sum('CreditsRefunded', 'credits refunded'),
        sum('SyncTimeouts', '504'),
        sum('WaitersRefused', '503, too many wait'),
        sum('BalanceMismatches', 'balance mismatches'),
        sum('JobsSettled', 'settled'),
        sum('SettledRefunds', 'refunds by settling'),
        deadLetters.metricApproximateNumberOfMessagesVisible({
          statistic: Stats.MAXIMUM,
          label: 'dead letters',
        }),
      ]),
    ],
    [
      graph({
        title: 'Generations',
        metrics: [
          sum('JobsAccepted', 'accepted'),
          sum('JobsCompleted', 'completed'),
          sum('JobsFailed', 'failed'),
          sum('JobsBlocked', 'blocked'),
        ],
      }),
      graph({
        title: 'Blocking calls, seconds, all models',
        metrics: ['p50', 'p95', 'p99'].map((statistic) =>
          ourMetric('SyncSeconds', { stage }, { statistic, label: statistic }),
        ),
        limits: [{ value: 180, label: '504', color: Color.RED }],
      }),
      graph({ title: 'Blocking calls answered 504, percent', metrics: [timeoutShare(stage)] }),
      graph({
        title: 'Money that went back, and faults',
        metrics: [sum('SettledRefunds', 'refunds by settling'), sum('BalanceMismatches', 'mismatches')],
        right: [sum('CreditsRefunded', 'credits refunded (right)')],
      }),
    ],
    [
      ...['p50', 'p95', 'p99'].map((statistic) =>
        graph({
          title: `Blocking calls, seconds, ${statistic} by model`,
          metrics: [ourMetricByModel('SyncSeconds', { stage }, statistic)],
        }),
      ),
      graph({
        title: 'Acceptance to pictures, seconds, p95 by model',
        metrics: [ourMetricByModel('JobSeconds', { stage }, 'p95')],
      }),
    ],
    [
      graph({
        title: 'Completed, by model',
        metrics: [ourMetricByModel('JobsCompleted', { stage }, Stats.SUM)],
        columns: 3,
      }),
      graph({
        title: 'Failed, by model',
        metrics: [ourMetricByModel('JobsFailed', { stage }, Stats.SUM)],
        columns: 3,
      }),
      graph({
        title: 'Pictures kept, by model',
        metrics: [ourMetricByModel('ImagesKept', { stage }, Stats.SUM)],
        columns: 3,
      }),
    ],
  ];
}

/** The calls that ended in time are the samples of their own metric. */
function timeoutShare(stage: string): MathExpression {
  return new MathExpression({
    expression: '100 * FILL(timeouts, 0) / (FILL(timeouts, 0) + served)',
    usingMetrics: {
      timeouts: ourMetric('SyncTimeouts', { stage }, { statistic: Stats.SUM }),
      served: ourMetric('SyncSeconds', { stage }, { statistic: Stats.SAMPLE_COUNT }),
    },
    label: '504',
  });
}
