import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { BilledProvider } from '../providers.ts';

/** Lets a provider's worker ask once a day whether the models of the catalogue still live there. */
export function checkDaily(scope: Construct, provider: BilledProvider, worker: LambdaFunction): void {
  new Rule(scope, `CheckModels-${provider}`, {
    description: `Asks ${provider} whether the models of the catalogue still live.`,
    schedule: Schedule.rate(Duration.days(1)),
    targets: [new LambdaTarget(worker)],
  });
}
