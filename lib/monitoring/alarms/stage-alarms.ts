import { Aws, Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Stage } from '../../stages.ts';

export type Watched = {
  readonly metric: IMetric;
  /** In the metric's unit. `below` is for what must not stop: nothing at all counts as below. */
  readonly fires: { readonly atLeast: number } | { readonly below: number };
  /** How many periods it is looked at, and in how many of them it has to be so; one, and all, unless given. */
  readonly periods?: number;
  readonly inPeriods?: number;
  /** Who is hurt, in one sentence: the mail that wakes somebody begins with it. */
  readonly says: string;
};

/**
 * All alarms of a stage, and the topic that they tell. Each is named `darkroom-<stage>-[<provider>-]<Kind>`, and each kind
 * has a heading in docs/runbook.md.
 */
export class StageAlarms extends Construct {
  readonly topic: Topic;
  readonly all: Alarm[] = [];
  readonly #stage: Stage;

  constructor(scope: Construct, id: string, { stage }: { readonly stage: Stage }) {
    super(scope, id);
    this.#stage = stage;
    this.topic = new Topic(this, 'Topic', { displayName: `Darkroom ${stage.name}`, enforceSSL: true });
    // The denial of plain HTTP replaces the policy that SNS gives a topic, and with it CloudWatch's permission.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsTell',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    if (stage.alarmEmail !== undefined) this.topic.addSubscription(new EmailSubscription(stage.alarmEmail));
  }

  watch(
    kind: string,
    { metric, fires, periods = 1, inPeriods = periods, says }: Watched,
    provider?: string,
  ): void {
    const name = provider === undefined ? kind : `${provider}-${kind}`;
    const [threshold, comparisonOperator, treatMissingData] =
      'atLeast' in fires
        ? ([
            fires.atLeast,
            ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            TreatMissingData.NOT_BREACHING,
          ] as const)
        : ([fires.below, ComparisonOperator.LESS_THAN_THRESHOLD, TreatMissingData.BREACHING] as const);
    const alarm = new Alarm(this, name, {
      alarmName: `darkroom-${this.#stage.name}-${name}`,
      alarmDescription: `${says} What to do: docs/runbook.md, "${kind}".`,
      metric,
      threshold,
      comparisonOperator,
      treatMissingData,
      evaluationPeriods: periods,
      datapointsToAlarm: inPeriods,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
    this.all.push(alarm);
  }
}

/** What most alarms look at. */
export const fiveMinutes = Duration.minutes(5);
