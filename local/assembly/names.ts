import type { TemplateResource } from './assembly.ts';
import { resourceKinds } from './resource-kinds.ts';

export const region = 'us-east-1';
export const account = '000000000000';

/** Where the fronts listen; known before the templates are resolved. */
export type Fronts = { readonly sqsEndpoint: string; readonly cdnHost: string };

/** Physical names derive from logical ids, which stay the same from synthesis to synthesis, so data is found again. */
export function refOf(logicalId: string, { Type }: TemplateResource, fronts: Fronts): string {
  switch (Type) {
    case 'AWS::S3::Bucket':
      return logicalId.toLowerCase();
    case 'AWS::SQS::Queue':
      return `${fronts.sqsEndpoint}/${account}/${logicalId}`;
    case 'AWS::StepFunctions::StateMachine':
      return stateMachineArn(logicalId);
    default:
      return logicalId;
  }
}

export function attributeOf(
  logicalId: string,
  resource: TemplateResource,
  attribute: string,
  fronts: Fronts,
): string {
  switch (`${resource.Type} ${attribute}`) {
    case 'AWS::DynamoDB::GlobalTable Arn':
      return arn('dynamodb', `table/${logicalId}`);
    case 'AWS::S3::Bucket Arn':
      return `arn:aws:s3:::${refOf(logicalId, resource, fronts)}`;
    case 'AWS::SQS::Queue Arn':
      return arn('sqs', logicalId);
    case 'AWS::SQS::Queue QueueName':
    case 'AWS::StepFunctions::StateMachine Name':
      return logicalId;
    case 'AWS::Lambda::Function Arn':
      return arn('lambda', `function:${logicalId}`);
    case 'AWS::StepFunctions::StateMachine Arn':
      return refOf(logicalId, resource, fronts);
    case 'AWS::Events::Rule Arn':
      return arn('events', `rule/${logicalId}`);
    case 'AWS::CloudFront::Distribution DomainName':
      return fronts.cdnHost;
    // The fronts tell by these what belongs to what; nobody connects to them.
    case 'AWS::ApiGateway::RestApi RootResourceId':
    case 'AWS::S3::Bucket RegionalDomainName':
      return `${logicalId}.${attribute}`;
    default:
      if (resourceKinds[resource.Type] === 'runs') {
        throw new Error(
          `The laptop does not know the attribute ${attribute} of ${resource.Type} (${logicalId}).`,
        );
      }
      return `${logicalId}.${attribute}`;
  }
}

const pseudoParameters: Readonly<Record<string, string>> = {
  'AWS::Region': region,
  'AWS::AccountId': account,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': 'Darkroom-laptop',
};

export function pseudoParameter(name: string): string | undefined {
  return pseudoParameters[name];
}

export function stateMachineArn(logicalId: string): string {
  return arn('states', `stateMachine:${logicalId}`);
}

/** The last part of an ARN of ours is the logical id again. */
export function logicalIdIn(resourceArn: string): string {
  return resourceArn.split(/[:/]/).at(-1) ?? resourceArn;
}

function arn(service: string, resource: string): string {
  return `arn:aws:${service}:${region}:${account}:${resource}`;
}
