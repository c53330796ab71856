import { describe, expect, it } from 'vitest';
import { allowed, policies } from './function-policies.ts';

describe('what opens the files and addresses of strangers', () => {
  it.each([
    [/WorkBucket.*references/, ['s3:PutObject']],
    [/WorkBucket.*uploads/, ['s3:GetObject']],
    [/WorkBucket/, ['s3:GetObject', 's3:ListBucket', 's3:PutObject']],
    [/Table|ImagesBucket|Queue|StateMachine|secret|Function/, []],
  ])('may do on %s: %j', (resource, actions) => {
    expect(allowed('KeepReferences', resource)).toEqual(actions);
  });

  it('may do nothing else but write its log and traces', () => {
    const resources = policies
      .filter(({ role }) => role.includes('KeepReferences'))
      .flatMap(({ statements }) => statements)
      .filter(({ Resource }) => !/WorkBucket/.test(JSON.stringify(Resource)))
      .flatMap(({ Action }) => Action);

    expect(resources.toSorted()).toEqual([
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
    ]);
  });
});

it('one function may invoke one other, and nobody else may any', () => {
  const invoking = policies
    .filter(({ role }) => !role.includes('StateMachine'))
    .flatMap(({ role, statements }) =>
      statements
        .filter(({ Action }) => String(Action).includes('lambda:'))
        .map(({ Action, Resource }) => [role.replace(/Role.*/, ''), Action, Resource]),
    );

  expect(invoking).toEqual([
    [
      'RoutesCreateGeneration',
      'lambda:InvokeFunction',
      { 'Fn::GetAtt': [expect.stringMatching(/^KeepReferencesFunction/), 'Arn'] },
    ],
  ]);
});
