import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { documentClient } from '../../lambdas/adapters/dynamodb/document-client.ts';
import { awsLinesOf } from './aws-log.ts';
import { stackOutputs } from './stack-outputs.ts';
import type { Target } from './target.ts';

/** Finds a deployed stage by the outputs of its Data stack, with the caller's own AWS credentials and region. */
export async function connectToAws(stage: string): Promise<Target> {
  const output = await stackOutputs(`Darkroom-${stage}-Data`);
  const client = documentClient();
  const s3 = new S3Client();
  const sfn = new SFNClient();
  const logs = new CloudWatchLogsClient();
  const service = `Darkroom-${stage}-Service`;

  return {
    client,
    s3,
    tables: {
      jobs: output('JobsTableName'),
      images: output('ImagesTableName'),
      credits: output('CreditsTableName'),
      catalogue: output('CatalogueTableName'),
    },
    imagesBucket: output('ImagesBucketName'),
    workflow: async () => {
      const [machine = ''] = await physicalIds(service, 'AWS::StepFunctions::StateMachine');
      const prefix = machine.replace(':stateMachine:', ':execution:');
      return { client: sfn, executionArnOf: (jobId) => `${prefix}:${jobId}` };
    },
    logLinesOf: async (asked) => awsLinesOf(logs, await physicalIds(service, 'AWS::Logs::LogGroup'), asked),
    close: async () => {
      sfn.destroy();
      logs.destroy();
      client.destroy();
      s3.destroy();
    },
  };
}

/** What a stack made of one kind of resource. */
async function physicalIds(stackName: string, type: string): Promise<readonly string[]> {
  const client = new CloudFormationClient();
  const found: string[] = [];
  for await (const page of paginateListStackResources({ client }, { StackName: stackName })) {
    for (const { ResourceType, PhysicalResourceId } of page.StackResourceSummaries ?? [])
      if (ResourceType === type && PhysicalResourceId !== undefined) found.push(PhysicalResourceId);
  }
  return found;
}
