import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Assembly } from '../../../local/assembly/assembly.ts';
import { Blueprint } from '../../../local/assembly/blueprint.ts';
import { functionsOf } from '../../../local/assembly/functions.ts';

const fronts = { sqsEndpoint: 'http://127.0.0.1:4000', cdnHost: '127.0.0.1:5000' };

function assembly(
  resources: Record<string, { Type: string; Properties?: Record<string, unknown> }>,
): Assembly {
  return {
    resources: new Map(
      Object.entries(resources).map(([id, { Type, Properties = {} }]) => [id, { Type, Properties }]),
    ),
    exports: new Map([['Data:Table', { Ref: 'JobsTable' }]]),
    assetDirectories: new Map([['abc', '/bundles/abc']]),
  };
}

const worker = {
  Type: 'AWS::Lambda::Function',
  Properties: {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholder
    Code: { S3Bucket: { 'Fn::Sub': 'assets-${AWS::AccountId}' }, S3Key: 'abc.zip' },
    Handler: 'index.handler',
    Timeout: 60,
    ReservedConcurrentExecutions: 7,
    Environment: {
      Variables: {
        JOBS_TABLE: { 'Fn::ImportValue': 'Data:Table' },
        QUEUE_URL: { Ref: 'Queue' },
        QUEUE_ARN: { 'Fn::GetAtt': ['Queue', 'Arn'] },
        CDN_URL: { 'Fn::Join': ['', ['http://', { 'Fn::GetAtt': ['Distribution', 'DomainName'] }]] },
        SYNC_WAIT_SECONDS: '180',
      },
    },
  },
};

const template = assembly({
  JobsTable: { Type: 'AWS::DynamoDB::GlobalTable' },
  Queue: { Type: 'AWS::SQS::Queue' },
  Distribution: { Type: 'AWS::CloudFront::Distribution' },
  Worker: worker,
});

describe('the templates on the laptop', () => {
  it('give functions their environment with every reference resolved, across stacks too', () => {
    const [config] = functionsOf(
      new Blueprint(template, fronts),
      template,
      { BOOT: '1' },
      { SYNC_WAIT_SECONDS: '3' },
    );

    expect(config).toMatchObject({
      name: 'Worker',
      codeDirectory: '/bundles/abc',
      timeoutSeconds: 60,
      reservedConcurrency: 7,
      environment: {
        JOBS_TABLE: 'JobsTable',
        QUEUE_URL: 'http://127.0.0.1:4000/000000000000/Queue',
        QUEUE_ARN: 'arn:aws:sqs:us-east-1:000000000000:Queue',
        CDN_URL: 'http://127.0.0.1:5000',
        SYNC_WAIT_SECONDS: '3',
        BOOT: '1',
      },
    });
  });

  it('are refused when they hold a resource of a type that nobody thought about', () => {
    const unknown = assembly({ Mystery: { Type: 'AWS::Kinesis::Stream' } });

    expect(() => new Blueprint(unknown, fronts)).toThrow(/AWS::Kinesis::Stream \(Mystery\)/);
  });

  it('are refused when they use a function that the laptop does not know', () => {
    const unknown = assembly({ Queue: { Type: 'AWS::SQS::Queue', Properties: { A: { 'Fn::Cidr': [] } } } });

    expect(() => new Blueprint(unknown, fronts)).toThrow(/Fn::Cidr/);
  });

  it('are refused when they refer to what they do not describe', () => {
    const dangling = assembly({ Queue: { Type: 'AWS::SQS::Queue', Properties: { A: { Ref: 'Nobody' } } } });

    expect(() => new Blueprint(dangling, fronts)).toThrow(/Nobody/);
  });

  it('are refused when they import what neither exports', () => {
    const dangling = assembly({
      Queue: { Type: 'AWS::SQS::Queue', Properties: { A: { 'Fn::ImportValue': 'Data:Nothing' } } },
    });

    expect(() => new Blueprint(dangling, fronts)).toThrow(/Data:Nothing/);
  });

  it('are refused when they need an attribute that the laptop cannot tell', () => {
    const unknown = assembly({
      Queue: { Type: 'AWS::SQS::Queue', Properties: { A: { 'Fn::GetAtt': ['Queue', 'Colour'] } } },
    });

    expect(() => new Blueprint(unknown, fronts)).toThrow(/Colour of AWS::SQS::Queue \(Queue\)/);
  });

  it('name the resource and the property that is of another shape than the laptop runs', () => {
    const blueprint = new Blueprint(template, fronts);

    expect(() => blueprint.all('AWS::SQS::Queue', z.object({ VisibilityTimeout: z.int() }))).toThrow(
      /AWS::SQS::Queue Queue[\s\S]*VisibilityTimeout/,
    );
  });
});
