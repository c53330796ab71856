import { Duration } from 'aws-cdk-lib';
import { MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricName } from '../../../lambdas/observability/metric-catalogue.ts';
import { ourMetric } from '../metric.ts';
import { fiveMinutes, type StageAlarms } from './stage-alarms.ts';

/** Fewer say nothing: people mistype, and providers hiccup. */
const enough = 3;
/** Long enough for three failures of a stage that makes a dozen pictures an hour. */
const quarterHour = Duration.minutes(15);

/** Are customers served, and is money right? */
export function watchCustomers(alarms: StageAlarms, stage: string): void {
  const sum = (name: MetricName, period = fiveMinutes) =>
    ourMetric(name, { stage }, { statistic: Stats.SUM, period });

  alarms.watch('JobsFail', {
    metric: share(
      'JobsFailed of all that ended',
      sum('JobsFailed', quarterHour),
      sum('JobsCompleted', quarterHour),
    ),
    // A provider's usual trouble costs single samples, and the retries take most of it. A fifth is an outage of something.
    fires: { atLeast: 20 },
    says: 'A fifth of the generations fail. Their credits go back.',
  });
  alarms.watch('CallersTimeOut', {
    metric: share(
      'SyncTimeouts of all blocking calls',
      sum('SyncTimeouts', quarterHour),
      ourMetric('SyncSeconds', { stage }, { statistic: Stats.SAMPLE_COUNT, period: quarterHour }),
    ),
    // One in ten waits three minutes in vain, and learns its pictures only by asking again.
    fires: { atLeast: 10 },
    says: 'A tenth of the blocking calls are answered 504; their generations go on.',
  });
  alarms.watch('WaitersRefused', {
    metric: sum('WaitersRefused'),
    // A crowd that comes at once passes within five minutes. Who is refused asks again after five seconds.
    fires: { atLeast: 10 },
    periods: 2,
    says: 'Blocking calls are answered 503, for as many wait as the stage lets wait.',
  });
  alarms.watch('BalanceMismatch', {
    metric: ourMetric('BalanceMismatches', { stage }, { statistic: Stats.MAXIMUM, period: Duration.days(1) }),
    // Both are written in one transaction: even one is a bug, or somebody's hand in the table.
    fires: { atLeast: 1 },
    says: 'A team’s balance is not the sum of its ledger.',
  });
  alarms.watch('JobsSettledByRefund', {
    metric: sum('SettledRefunds'),
    // The workflow refunds what fails. That settling had to is always a fault, even once.
    fires: { atLeast: 1 },
    says: 'A generation lost its workflow and was refunded from outside it.',
  });
  alarms.watch('JobsOverdue', {
    metric: ourMetric('JobsOverdue', { stage }, { statistic: Stats.MINIMUM }),
    // A sweep finds one and has it settled before the next comes: what three sweeps see cannot be settled. They come every
    // five minutes or so: now and then two fall into one period, and none into the next.
    fires: { atLeast: 1 },
    periods: 4,
    inPeriods: 3,
    says: 'Generations stay open past their deadline, and their credits with them.',
  });
  alarms.watch('SweepSilent', {
    metric: new MathExpression({
      // Silence is no data, which CloudWatch would look past for older data: it has to be made a nought.
      expression: 'FILL(sweeps, 0)',
      usingMetrics: {
        sweeps: ourMetric('JobsOverdue', { stage }, { statistic: Stats.SAMPLE_COUNT }),
      },
      label: 'sweeps',
      period: fiveMinutes,
    }),
    // Every five minutes a sweep counts, also when there is nothing: three in a row are missing.
    fires: { below: 1 },
    periods: 3,
    says: 'Nobody looks for generations that lost their workflow.',
  });
}

/** Of both together, in percent; nothing while `part` is too few. */
function share(label: string, part: ReturnType<typeof ourMetric>, rest: ReturnType<typeof ourMetric>) {
  return new MathExpression({
    expression: `IF(FILL(part, 0) >= ${enough}, 100 * FILL(part, 0) / (FILL(part, 0) + FILL(rest, 0)), 0)`,
    usingMetrics: { part, rest },
    label: `${label}, percent`,
    period: quarterHour,
  });
}
