import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { AlarmStatusWidget, Dashboard, PeriodOverride } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { HttpApi } from '../api/http-api.ts';
import type { DataStack } from '../data-stack.ts';
import type { ProviderQueues } from '../queues/provider-queues.ts';
import type { Settlement } from '../queues/settlement.ts';
import type { Stage } from '../stages.ts';
import type { GenerationWorkflow } from '../workflow/generation-workflow.ts';
import { watchCustomers } from './alarms/customer-alarms.ts';
import { watchMachinery } from './alarms/machinery-alarms.ts';
import { watchProviders } from './alarms/provider-alarms.ts';
import { StageAlarms } from './alarms/stage-alarms.ts';
import { customerRow } from './dashboard/customer-row.ts';
import { cdnRow, functionRow, tableRow } from './dashboard/part-rows.ts';
import { providerRow } from './dashboard/provider-row.ts';
import { apiRow, queueRow, workflowRow } from './dashboard/request-rows.ts';

export type MonitoringProps = {
  readonly stage: Stage;
  readonly data: DataStack;
  readonly api: HttpApi;
  readonly workflow: GenerationWorkflow;
  readonly queues: ProviderQueues;
  readonly settlement: Settlement;
  /** By the names that people know them by. */
  readonly functions: Readonly<Record<string, IFunction>>;
  /** Those of them whose errors are never part of a normal day. */
  readonly guardians: Readonly<Record<string, IFunction>>;
  /** The daily look at balances. */
  readonly audit: IFunction;
};

/**
 * What whoever is on call sees, and what wakes them. No alarm watches the CDN: CloudFront tells its metrics in us-east-1 alone, and
 * an alarm lives with its metrics. A picture that cannot be served shows in the dashboard's last row.
 */
export class Monitoring extends Construct {
  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    const { stage, data, api, queues, settlement } = props;
    const { stateMachine } = props.workflow;
    const { jobs, images, credits, catalogue } = data.tables;
    const tables = { jobs, images, credits, catalogue };

    const alarms = new StageAlarms(this, 'Alarms', { stage });
    watchCustomers(alarms, stage.name);
    watchProviders(alarms, stage.name, queues.byProvider);
    watchMachinery(alarms, {
      api,
      stateMachine,
      settleQueue: settlement.queue,
      deadLetters: settlement.deadLetters,
      tables,
      audit: props.audit,
      guardians: props.guardians,
    });

    const dashboard = new Dashboard(this, 'Dashboard', {
      dashboardName: `darkroom-${stage.name}`,
      periodOverride: PeriodOverride.INHERIT,
      // What is counted once a day would be missing from less.
      defaultInterval: Duration.days(1),
      widgets: [
        ...customerRow(stage.name, settlement.deadLetters),
        [new AlarmStatusWidget({ title: 'Alarms', alarms: alarms.all, width: 24, height: 5 })],
        ...apiRow(api),
        ...workflowRow(stage.name, stateMachine),
        ...queueRow(stage.name, queues.byProvider, settlement),
        ...providerRow(stage.name),
        ...functionRow(props.functions),
        ...tableRow(tables),
        ...cdnRow(data.distributionId),
      ].map((row) => [...row]),
    });
    new CfnOutput(Stack.of(this), 'DashboardName', { value: dashboard.dashboardName });
    new CfnOutput(Stack.of(this), 'AlarmTopicArn', { value: alarms.topic.topicArn });
  }
}
