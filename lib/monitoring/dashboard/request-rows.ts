import { type IMetric, type IWidget, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { apiMetric, type MeteredApi } from '../aws-metric.ts';
import { ourMetric, ourMetricByProvider } from '../metric.ts';
import { graph, heading } from './widgets.ts';

export function apiRow(api: MeteredApi) {
  const metric = (metricName: string, statistic: string, label: string): IMetric =>
    apiMetric(api, metricName, { statistic, label });
  return [
    [
      heading(
        'API',
        'Good: 5xx below one in a hundred; 4xx are the callers’ own; latency is that of blocking calls, so look at p50 for the rest.',
      ),
    ],
    [
      graph({ title: 'Requests', metrics: [metric('Count', Stats.SUM, 'requests')], columns: 3 }),
      graph({
        title: 'Refusals and failures',
        metrics: [metric('4XXError', Stats.SUM, '4xx'), metric('5XXError', Stats.SUM, '5xx')],
        columns: 3,
      }),
      graph({
        title: 'Latency, milliseconds',
        metrics: ['p50', 'p95', 'p99'].map((statistic) => metric('Latency', statistic, statistic)),
        columns: 3,
      }),
    ],
  ] satisfies readonly (readonly IWidget[])[];
}

export function workflowRow(stage: string, stateMachine: IStateMachine) {
  return [
    [
      heading(
        'Workflow',
        'Good: succeeded follows started; failed are generations that were refunded; timed out and aborted are **0**; nothing is overdue.',
      ),
    ],
    [
      graph({
        title: 'Executions',
        metrics: [
          stateMachine.metricStarted({ label: 'started' }),
          stateMachine.metricSucceeded({ label: 'succeeded' }),
          stateMachine.metricFailed({ label: 'failed' }),
        ],
        columns: 3,
      }),
      graph({
        title: 'Ended from outside',
        metrics: [
          stateMachine.metricTimedOut({ label: 'timed out' }),
          stateMachine.metricAborted({ label: 'aborted' }),
        ],
        columns: 3,
      }),
      graph({
        title: 'Left open',
        metrics: [
          ourMetric('JobsOverdue', { stage }, { statistic: Stats.MAXIMUM, label: 'overdue' }),
          ourMetric('JobsSettled', { stage }, { statistic: Stats.SUM, label: 'settled' }),
        ],
        columns: 3,
      }),
    ],
  ] satisfies readonly (readonly IWidget[])[];
}

export function queueRow(
  stage: string,
  providers: Readonly<Record<string, { readonly queue: IQueue }>>,
  settlement: { readonly queue: IQueue; readonly deadLetters: IQueue },
) {
  const each = (metric: (queue: IQueue, label: string) => IMetric) =>
    Object.entries(providers).map(([provider, { queue }]) => metric(queue, provider));
  return [
    [
      heading(
        'Queues',
        'Good: samples wait less than a model takes; depth rises and falls. A sample whose turn has not come is put back, and hidden for some seconds. A queue that only rises has a provider that is paused, closed or too slow.',
      ),
    ],
    [
      graph({
        title: 'Longest wait, seconds, by provider',
        metrics: [ourMetricByProvider('SampleWaitSeconds', { stage }, Stats.MAXIMUM)],
      }),
      graph({
        title: 'Visible, by provider',
        metrics: each((queue, label) =>
          queue.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM, label }),
        ),
      }),
      graph({
        title: 'In work or put back, by provider',
        metrics: each((queue, label) =>
          queue.metricApproximateNumberOfMessagesNotVisible({ statistic: Stats.MAXIMUM, label }),
        ),
      }),
      graph({
        title: 'To settle, and dead letters',
        metrics: [
          settlement.queue.metricApproximateNumberOfMessagesVisible({
            statistic: Stats.MAXIMUM,
            label: 'to settle',
          }),
          settlement.deadLetters.metricApproximateNumberOfMessagesVisible({
            statistic: Stats.MAXIMUM,
            label: 'dead letters',
          }),
        ],
      }),
    ],
  ] satisfies readonly (readonly IWidget[])[];
}
