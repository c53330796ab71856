import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { apiMetric, type MeteredApi, tableMetric } from '../aws-metric.ts';
import { fiveMinutes, type StageAlarms } from './stage-alarms.ts';

export type Machinery = {
  readonly api: MeteredApi;
  readonly stateMachine: IStateMachine;
  readonly settleQueue: IQueue;
  readonly deadLetters: IQueue;
  readonly tables: Readonly<Record<string, ITable>>;
  readonly audit: IFunction;
  /** Those whose errors are never part of a normal day. */
  readonly guardians: Readonly<Record<string, IFunction>>;
};

/** Does every part do what it is for? */
export function watchMachinery(alarms: StageAlarms, parts: Machinery): void {
  const api = (metricName: string) =>
    apiMetric(parts.api, metricName, { statistic: Stats.SUM, period: fiveMinutes });
  alarms.watch('ApiFails', {
    metric: new MathExpression({
      expression: 'IF(requests >= 20, 100 * errors / requests, 0)',
      usingMetrics: { errors: api('5XXError'), requests: api('Count') },
      label: '5xx of all requests, percent',
      period: fiveMinutes,
    }),
    // 502 and 504 of single generations are part of a day; one request in twenty is not.
    fires: { atLeast: 5 },
    periods: 2,
    says: 'One request in twenty is answered with a 5xx.',
  });
  alarms.watch('WorkflowsBroken', {
    metric: sumOf({
      timedOut: parts.stateMachine.metricTimedOut({ period: fiveMinutes, statistic: Stats.SUM }),
      aborted: parts.stateMachine.metricAborted({ period: fiveMinutes, statistic: Stats.SUM }),
    }),
    // A workflow ends itself, also when it fails. One that is ended from outside had hung.
    fires: { atLeast: 1 },
    says: 'A workflow did not end by itself; its generation is settled.',
  });
  alarms.watch('SettleQueueOld', {
    metric: parts.settleQueue.metricApproximateAgeOfOldestMessage({
      period: fiveMinutes,
      statistic: Stats.MAXIMUM,
    }),
    // A failed try hides a message for 24 minutes. After the third, SQS leaves it out of this age: two have failed here.
    fires: { atLeast: 1500 },
    periods: 2,
    says: 'Generations that lost their workflow cannot be settled; their credits are kept meanwhile.',
  });
  alarms.watch('DeadLetters', {
    metric: parts.deadLetters.metricApproximateNumberOfMessagesVisible({
      period: fiveMinutes,
      statistic: Stats.MAXIMUM,
    }),
    fires: { atLeast: 1 },
    says: 'A generation could not be settled in ten tries. The sweep asks again, in vain until somebody looks.',
  });
  alarms.watch('GuardiansFail', {
    metric: sumOf(metricsOf(parts.guardians, (one) => one.metricErrors({ period: fiveMinutes }))),
    // Their errors are never an answer to a customer, and each is tried again. Three are no accident.
    fires: { atLeast: 3 },
    says: 'Functions that refund, settle or sweep fail.',
  });
  alarms.watch('AuditFails', {
    metric: parts.audit.metricErrors({ period: Duration.days(1), statistic: Stats.SUM }),
    // Once a day, with two repeats: one error may pass, three are a day without a look at balances.
    fires: { atLeast: 3 },
    says: 'Balances were not compared with their ledgers today.',
  });
  alarms.watch('FunctionsThrottled', {
    metric: new Metric({
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      statistic: Stats.SUM,
      period: fiveMinutes,
    }),
    // Of the whole account and region, for its limit is what all functions share. Workers' throttles only delay.
    fires: { atLeast: 50 },
    periods: 2,
    says: 'The account’s limit of concurrent functions is reached: requests fail, and pictures wait.',
  });
  alarms.watch('TablesThrottled', {
    metric: sumOf({
      ...metricsOf(parts.tables, (one, name) => tableMetric(one, 'ReadThrottleEvents', name)),
      ...Object.fromEntries(
        Object.entries(parts.tables).map(([name, one]) => [
          `${name}Writes`,
          tableMetric(one, 'WriteThrottleEvents', name),
        ]),
      ),
    }),
    // A team's own burst is thrown back now and then, and tried again; a hundred in five minutes are felt. Those of indexes
    // count for themselves, and are not watched: no answer waits for one.
    fires: { atLeast: 100 },
    says: 'DynamoDB turns requests away.',
  });
}

function metricsOf<Part>(
  parts: Readonly<Record<string, Part>>,
  metric: (part: Part, name: string) => Metric,
) {
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, metric(part, name)]));
}

/** Missing is none: a part that was idle says nothing. */
function sumOf(usingMetrics: Record<string, Metric>): MathExpression {
  const expression = Object.keys(usingMetrics)
    .map((name) => `FILL(${name}, 0)`)
    .join(' + ');
  return new MathExpression({ expression, usingMetrics, period: fiveMinutes });
}
