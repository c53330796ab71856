import { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, it } from 'vitest';
import cdkJson from '../../cdk.json' with { type: 'json' };
import { DataStack } from '../../lib/data-stack.ts';
import { ServiceStack } from '../../lib/service-stack.ts';
import { stageNamed } from '../../lib/stages.ts';

/** Where we do not follow cdk-nag's AwsSolutions, and why. A finding's own part stands in brackets. */
const acknowledged = new Map([
  [
    'AwsSolutions-S1',
    'Pictures are read through the CDN and originals by functions that log: no server access logs',
  ],
  ['AwsSolutions-CFR1', 'Teams are anywhere'],
  ['AwsSolutions-CFR2', 'Pictures are static, and their keys unguessable: nothing for a firewall to refuse'],
  ['AwsSolutions-CFR3', 'A log of addresses would be a log of who looked at which picture'],
  ['AwsSolutions-CFR4', 'The minimum protocol can be chosen only with a certificate of our own'],
  [
    'AwsSolutions-SQS3',
    'Putting a sample back counts as a receipt: a redrive would lose samples that only wait',
  ],
  ['AwsSolutions-SF1', 'Events carry task tokens; errors are logged, and history keeps the rest for 90 days'],
  ['AwsSolutions-APIG2', 'Functions validate with the schemas of the contract, and answer in its envelope'],
  ['AwsSolutions-APIG4', 'Functions check bearer keys, so that a refusal is in the envelope'],
  ['AwsSolutions-COG4', 'As APIG4: teams have keys, not users'],
  ['AwsSolutions-APIG6', 'Access logs say what happened; execution logs would hold prompts and keys'],
  [
    'AwsSolutions-IAM4[AmazonAPIGatewayPushToCloudWatchLogs]',
    "The account's role for access logs: AWS made this policy for it",
  ],
  ['AwsSolutions-IAM5[*]', 'Actions that AWS authorises for the account only: policies.test.ts lists each'],
  ['AwsSolutions-IAM5[originals/*]', 'The objects of one prefix'],
  ['AwsSolutions-IAM5[references/*]', 'The objects of one prefix'],
  ['AwsSolutions-IAM5[uploads/*]', 'The objects of one prefix'],
  ['AwsSolutions-IAM5[generated/*]', 'The objects of one prefix'],
  ['AwsSolutions-IAM5[thumbnails/*]', 'The objects of one prefix'],
  ['AwsSolutions-IAM5[.Arn>:*]', 'The versions of one function: the CDK lets the machine call each'],
  ['AwsSolutions-IAM5[.Name>:*]', 'The executions of one state machine: their names are the ids of jobs'],
]);

it('the stacks follow AwsSolutions, but where a reason is written down', () => {
  const app = new App({ context: { ...cdkJson.context, 'aws:cdk:bundling-stacks': [] } });
  const stage = stageNamed('prod');
  const data = new DataStack(app, 'Data', { stage });
  new ServiceStack(app, 'Service', { stage, data });

  const { violations } = new AwsSolutionsChecks(app).validateScope(app);

  const found = new Set(violations.map(({ ruleName }) => brief(ruleName)));
  expect([...found].toSorted()).toEqual([...acknowledged.keys()].toSorted());
});

/** Without what differs from stack to stack: `AwsSolutions-IAM5[Resource::Data:…Arn1/originals/*]` → `…IAM5[originals/*]`. */
function brief(finding: string): string {
  return finding.replace(/\[.*?(\*|\w+\/\*|\.\w+>:\*|\w+)\]$/, '[$1]');
}
