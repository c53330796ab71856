import {
  CloudFormationClient,
  DescribeStacksCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { documentClient } from '../../lambdas/adapters/dynamodb/document-client.ts';
import { awsLinesOf } from './aws-log.ts';
import type { Target } from './target.ts';

/** Finds a deployed stage by the outputs of its Data stack, with the caller's own AWS credentials and region. */
export async function connectToAws(stage: string): Promise<Target> {
  const stackName = `Darkroom-${stage}-Data`;
  const outputs = await outputsOf(stackName);
  const output = (name: string): string => {
    const value = outputs.get(name);
    if (value === undefined)
      throw new Error(`The stack ${stackName} has no output "${name}". Deploy it again.`);
    return value;
  };
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

async function outputsOf(stackName: string): Promise<ReadonlyMap<string, string>> {
  try {
    const { Stacks } = await new CloudFormationClient().send(
      new DescribeStacksCommand({ StackName: stackName }),
    );
    const outputs = Stacks?.[0]?.Outputs ?? [];
    return new Map(outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The stack ${stackName} could not be read: ${why}`, { cause });
  }
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
