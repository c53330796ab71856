import { describe, expect, it } from 'vitest';
import { allowed, policies, type Statement } from './function-policies.ts';
import { resourcesOf, synthesised } from './synthesised.ts';

const { service, data } = synthesised();

/** Actions that AWS authorises for the account only, and so for `*`. */
const onEveryResource = new Map([
  ['xray:PutTraceSegments', 'traces belong to the account'],
  ['xray:PutTelemetryRecords', 'traces belong to the account'],
  ['xray:GetSamplingRules', 'the rules belong to the account'],
  ['xray:GetSamplingTargets', 'the rules belong to the account'],
  [
    'logs:CreateLogDelivery',
    'Step Functions sets up the delivery of its log by these; deliveries have no ARN',
  ],
  ['logs:GetLogDelivery', 'as CreateLogDelivery'],
  ['logs:UpdateLogDelivery', 'as CreateLogDelivery'],
  ['logs:DeleteLogDelivery', 'as CreateLogDelivery'],
  ['logs:ListLogDeliveries', 'as CreateLogDelivery'],
  ['logs:PutResourcePolicy', 'as CreateLogDelivery'],
  ['logs:DescribeResourcePolicies', 'as CreateLogDelivery'],
  ['logs:DescribeLogGroups', 'as CreateLogDelivery'],
]);

const writes = /PutItem|UpdateItem|DeleteItem|BatchWrite/;

/** Every permission to delete rows: whose, where, and in which partitions. */
const deletions = policies.flatMap(({ role, statements }) =>
  statements
    .filter(({ Action }) => /dynamodb:(Delete|BatchWrite|\*)/.test(String(Action)))
    .map(({ Resource, Condition }) => ({
      role: role.replace(/Role.*/, ''),
      resource: JSON.stringify(Resource),
      keys: Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'],
    })),
);

describe('money', () => {
  it.each(['WorkflowCharge', 'WorkflowComplete', 'WorkflowRefund', 'WorkersSettle'])(
    'may be moved by %s',
    (name) => {
      expect(allowed(name, /CreditsTable/).filter((action) => writes.test(action))).toEqual([
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
      ]);
    },
  );

  it('may be moved by nobody else', () => {
    const movers = policies
      .filter(({ statements }) =>
        statements.some(
          ({ Action, Resource }) =>
            writes.test(String(Action)) && /CreditsTable/.test(JSON.stringify(Resource)),
        ),
      )
      .map(({ role }) => role.replace(/Role.*/, ''));

    expect(movers.toSorted()).toEqual([
      'WorkersSettle',
      'WorkflowCharge',
      'WorkflowComplete',
      'WorkflowRefund',
    ]);
  });

  it('can be deleted by no function: the ledger is append-only', () => {
    expect(deletions.filter(({ resource }) => /Credits|Jobs/.test(resource))).toEqual([]);
  });
});

describe('deleting', () => {
  it('is for three functions only, and each only in its own partitions', () => {
    expect(deletions.map(({ role, keys }) => [role, keys])).toEqual([
      ['RoutesUpdateImage', ['gallery']],
      ['RoutesDeleteImage', ['team#*', 'image#*', 'search#*', 'gallery']],
      ['RoutesDeletePreset', ['presets#*']],
    ]);
  });
});

describe('searching', () => {
  it('writes nothing but what it found and texts, in partitions that hold nothing else', () => {
    const written = policies
      .filter(({ role }) => role.startsWith('RoutesListLibrary'))
      .flatMap(({ statements }) => statements)
      .filter(({ Action }) => writes.test(String(Action)))
      .map(({ Resource, Condition }) => ({
        isImages: /ImagesTable/.test(JSON.stringify(Resource)),
        keys: Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'],
      }));

    expect(written.filter(({ isImages }) => isImages)).toEqual([{ isImages: true, keys: ['search#*'] }]);
  });
});

describe('what each function may do', () => {
  it.each([
    ['RoutesCreateGeneration', /JobsTable/, ['dynamodb:GetItem', 'dynamodb:PutItem']],
    ['RoutesCreateGeneration', /CreditsTable/, ['dynamodb:GetItem']],
    ['RoutesCreateGeneration', /StateMachine/, ['states:StartExecution']],
    ['RoutesGetGeneration', /JobsTable/, ['dynamodb:GetItem']],
    [
      'RoutesListLibrary',
      /ImagesTable/,
      ['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:Query'],
    ],
    ['RoutesGetImage', /ImagesTable/, ['dynamodb:GetItem']],
    ['RoutesGetUsage', /CreditsTable/, ['dynamodb:GetItem']],
    ['RoutesListLedger', /CreditsTable/, ['dynamodb:GetItem', 'dynamodb:Query']],
    ['RoutesListLedger', /JobsTable/, ['dynamodb:GetItem']],
    ['WorkflowStore', /ImagesBucket/, ['s3:PutObject']],
    ['WorkflowStore', /WorkBucket/, ['s3:GetObject']],
    [
      'WorkflowComplete',
      /ImagesTable/,
      ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
    ],
    [
      'WorkersSettle',
      /ImagesTable/,
      ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
    ],
    ['WorkersSettle', /ImagesBucket/, ['s3:DeleteObject', 's3:PutObject']],
    ['WorkersSettle', /WorkBucket/, ['s3:GetObject', 's3:ListBucket']],
    ['GenerateSandbox', /WorkBucket.*originals/, ['s3:GetObject', 's3:PutObject']],
    ['GenerateSandbox', /WorkBucket.*references/, ['s3:GetObject']],
    ['RoutesCreateGeneration', /WorkBucket/, ['s3:DeleteObject']],
    ['RoutesCreateGeneration', /WorkBucket.*references/, ['s3:DeleteObject']],
    ['RoutesCreateUpload', /WorkBucket/, ['s3:PutObject']],
    ['RoutesDownloadImage', /ImagesBucket.*(generated|originals)/, ['s3:GetObject', 's3:GetObject']],
    ['RoutesGetGeneration', /ImagesBucket.*originals/, []],
    ['RoutesDeleteImage', /ImagesBucket/, ['s3:DeleteObject']],
    ['RoutesDeleteImage', /JobsTable/, ['dynamodb:GetItem', 'dynamodb:UpdateItem']],
    ['RoutesListGenerations', /JobsTable/, ['dynamodb:BatchGetItem', 'dynamodb:Query']],
    ['RoutesListGallery', /Table/, ['dynamodb:Query']],
    ['GenerateSandbox', /JobsTable/, ['dynamodb:GetItem', 'dynamodb:UpdateItem']],
    ['GenerateSandbox', /StateMachine/, ['states:SendTaskFailure', 'states:SendTaskSuccess']],
    ['GenerateSandbox', /CatalogueTable|secretsmanager|bedrock/, []],
    ['GenerateGoogle', /CatalogueTable/, ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query']],
    ['GenerateGoogle', /secret:darkroom\/dev\/google-/, ['secretsmanager:GetSecretValue']],
    ['GenerateOpenAi', /secret:darkroom\/dev\/openai-/, ['secretsmanager:GetSecretValue']],
    ['GenerateCompatible', /secret:darkroom\/dev\/compatible-/, ['secretsmanager:GetSecretValue']],
    ['GenerateBedrock', /secretsmanager/, []],
    [
      'GenerateBedrock',
      /us-west-2::foundation-model\/stability\.\*/,
      ['bedrock:GetFoundationModel', 'bedrock:InvokeModel'],
    ],
    ['RoutesCreateGeneration', /secretsmanager/, ['secretsmanager:DescribeSecret']],
    ['RoutesListModels', /secretsmanager/, ['secretsmanager:DescribeSecret']],
    ['RoutesCreateGeneration', /Queue/, ['sqs:GetQueueAttributes']],
    ['WorkersSweep', /JobsTable/, ['dynamodb:GetItem', 'dynamodb:Query']],
    ['WorkersSweep', /SettlementQueue/, ['sqs:SendMessage']],
  ])('%s on %s: %j', (functionName, resource, actions) => {
    expect(allowed(functionName, resource)).toEqual(actions);
  });

  it.each(['GetHealth', 'GetOpenapi', 'GetDocs', 'NoRoute'])(
    '%s may do nothing but write its log',
    (name) => {
      expect(allowed(`Routes${name}`, /(?!)/)).toEqual([]);
      expect(allowed(`Routes${name}`, /Table|Bucket|Queue|StateMachine/)).toEqual([]);
    },
  );

  it('none may do anything to every resource, but where AWS knows no other way', () => {
    const wide = policies.flatMap(({ logicalId, statements }) =>
      statements
        .filter(({ Resource }) => [Resource].flat().includes('*'))
        .flatMap(({ Action }) => Action)
        .filter((action) => !onEveryResource.has(action))
        .map((action) => `${logicalId} ${action}`),
    );

    expect(wide).toEqual([]);
  });

  it('none may list a bucket beyond one prefix, and all may see that one object is not there', () => {
    const conditions = policies.flatMap(({ logicalId, statements }) =>
      statements
        .filter(({ Action }) => [Action].flat().includes('s3:ListBucket'))
        .map(({ Condition }) => [logicalId, Object.keys(Condition ?? {})]),
    );

    expect(conditions.length).toBeGreaterThan(8);
    // S3 tells a HEAD of one object apart from a listing by the prefix alone, which only a listing has.
    for (const [logicalId, operators] of conditions)
      expect(operators, String(logicalId)).toEqual(['StringLikeIfExists']);
  });

  it('none may do every action of a service', () => {
    const wide = policies.flatMap(({ logicalId, statements }) =>
      statements
        .flatMap(({ Action }) => Action)
        .filter((action) => action.includes('*'))
        .map((action) => `${logicalId} ${action}`),
    );

    expect(wide).toEqual([]);
  });

  it('none may write another log than its own', () => {
    const logs = policies.flatMap(({ statements }) =>
      statements
        .filter(({ Action }) => String(Action).includes('logs:PutLogEvents'))
        .map(({ Resource }) => JSON.stringify(Resource)),
    );

    expect(logs).toHaveLength(resourcesOf(service, 'AWS::Lambda::Function').length);
    expect(new Set(logs).size).toBe(logs.length);
  });

  it('no function brings a managed policy that grants more than we wrote', () => {
    const managed = resourcesOf(service, 'AWS::IAM::Role').filter(
      ([logicalId, { ManagedPolicyArns }]) =>
        ManagedPolicyArns !== undefined && !logicalId.includes('CloudWatchRole'),
    );

    expect(managed.map(([logicalId]) => logicalId)).toEqual([]);
  });

  it('the state machine may send to the provider queues and to no other', () => {
    const targets = policies
      .filter(({ role }) => role.includes('StateMachine'))
      .flatMap(({ statements }) => statements)
      .filter(({ Action }) => String(Action).includes('sqs:'))
      .map(({ Action, Resource }) => [
        Action,
        [Resource].flat().map((queue) => /"Queues([A-Z][A-Za-z]+)Queue/.exec(JSON.stringify(queue))?.[1]),
      ]);

    expect(targets).toEqual([['sqs:SendMessage', ['Bedrock', 'Compatible', 'Google', 'OpenAi', 'Sandbox']]]);
  });
});

describe('pictures', () => {
  it('can be read by the CDN under two prefixes, and originals by nobody outside', () => {
    const grants = resourcesOf(data, 'AWS::S3::BucketPolicy').flatMap(([, { PolicyDocument }]) =>
      (PolicyDocument.Statement as Statement[]).filter(({ Effect }) => Effect === 'Allow'),
    );

    expect(grants).toHaveLength(1);
    expect(JSON.stringify(grants[0]?.Resource)).toMatch(
      /ImagesBucket.*\/generated\/\*.*ImagesBucket.*\/thumbnails\/\*/,
    );
    expect(grants[0]?.Action).toBe('s3:GetObject');
  });
});
