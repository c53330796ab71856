import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { BilledProvider } from '../providers.ts';

/** Lets a provider's worker ask once a day whether the models of the catalogue still live there. */
export function checkModelsDaily(scope: Construct, provider: BilledProvider, worker: LambdaFunction): void {
  daily(
    scope,
    `CheckModels-${provider}`,
    worker,
    `Asks ${provider} whether the models of the catalogue live.`,
  );
}

/** Compares every balance with its ledger once a day. */
export function auditDaily(scope: Construct, auditBalances: LambdaFunction): void {
  daily(scope, 'AuditBalances', auditBalances, 'Compares every balance with the sum of its ledger.');
}

function daily(scope: Construct, id: string, target: LambdaFunction, description: string): void {
  new Rule(scope, id, {
    description,
    schedule: Schedule.rate(Duration.days(1)),
    targets: [new LambdaTarget(target)],
  });
}
