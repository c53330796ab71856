import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { logQueries } from './log-queries.ts';

/**
 * What the console of Logs Insights offers by name, `Darkroom <stage>/Failures by code`, over the logs of these functions.
 * CloudWatch takes at most 50 log groups a query.
 */
export function saveQueries(scope: Construct, stage: Stage, functions: readonly LambdaFunction[]): void {
  const logGroupNames = functions.map(({ logGroup }) => logGroup.logGroupName);
  for (const [id, { name, query }] of Object.entries(logQueries))
    new CfnQueryDefinition(scope, `Query-${id}`, {
      name: `Darkroom ${stage.name}/${name}`,
      queryString: query,
      logGroupNames,
    });
}
