import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stageNamed } from '../../lib/stages.ts';
import { resourcesOf, synthesised, synthesisedAnew } from './synthesised.ts';

describe('the stacks', () => {
  it('are the same each time they are synthesised', { timeout: 300_000 }, () => {
    const [first, second] = [synthesisedAnew('prod'), synthesisedAnew('prod')];

    expect(second.data.toJSON()).toEqual(first.data.toJSON());
    expect(second.service.toJSON()).toEqual(first.service.toJSON());
  });

  it.each(['staging', 'prod'])('keep the data of %s', (stage) => {
    const { data } = synthesised(stage);

    for (const [logicalId, table] of Object.entries(data.findResources('AWS::DynamoDB::GlobalTable'))) {
      const [replica] = table['Properties'].Replicas;
      expect(replica, logicalId).toMatchObject({
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      });
      expect(table['DeletionPolicy'], logicalId).toBe('Retain');
    }
    for (const [logicalId, bucket] of Object.entries(data.findResources('AWS::S3::Bucket'))) {
      expect(bucket['DeletionPolicy'], logicalId).toBe('Retain');
    }
  });

  it('open no bucket to the public', () => {
    for (const [logicalId, bucket] of resourcesOf(synthesised().data, 'AWS::S3::Bucket')) {
      expect(bucket['PublicAccessBlockConfiguration'], logicalId).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
    }
  });

  it('let every private object expire, and no picture', () => {
    const buckets = resourcesOf(synthesised('prod').data, 'AWS::S3::Bucket');
    const rulesOf = (name: string) => {
      const [, bucket] = buckets.find(([logicalId]) => logicalId.includes(name)) ?? [];
      return (bucket?.['LifecycleConfiguration']?.Rules ?? []).map(
        ({ Prefix, ExpirationInDays }: Record<string, unknown>) => [Prefix, ExpirationInDays],
      );
    };

    expect(rulesOf('WorkBucket')).toEqual([
      ['originals/', 30],
      ['references/', 30],
      ['uploads/', 2],
    ]);
    expect(rulesOf('ImagesBucket')).toEqual([]);
  });

  it('let edges keep a picture for a day at the most', () => {
    const [[, policy] = []] = resourcesOf(synthesised().data, 'AWS::CloudFront::CachePolicy');

    expect(policy?.['CachePolicyConfig'].MaxTTL).toBe(86_400);
  });

  it('give every function its own log group, active tracing and the stage of Node that it was tested with', () => {
    const { service } = synthesised();
    const functions = resourcesOf(service, 'AWS::Lambda::Function');
    const logGroups = functions.map(([, { LoggingConfig }]) => LoggingConfig.LogGroup.Ref);

    expect(new Set(logGroups).size).toBe(functions.length);
    for (const [logicalId, properties] of functions) {
      expect(properties, logicalId).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        TracingConfig: { Mode: 'Active' },
      });
    }
  });

  it('use every env.ts for exactly one function', () => {
    const sources = globSync('lib/functions/*.ts')
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const schemas = globSync('lambdas/**/env.ts').map((file) => {
      const [, name = ''] = /export const (\w+)/.exec(readFileSync(file, 'utf8')) ?? [];
      return name;
    });

    expect(schemas).not.toEqual([]);
    for (const name of schemas) {
      // Once where it is imported, once where it is used.
      expect(sources.match(new RegExp(`\\b${name}\\b`, 'g')), name).toHaveLength(2);
    }
  });
});

describe('a stage', () => {
  it('that is unknown is refused with the names of those that are', () => {
    expect(() => stageNamed('production')).toThrow(/"production".*laptop, dev, staging, prod/);
  });

  it('is dev when nobody names one', () => {
    expect(stageNamed(undefined).name).toBe('dev');
  });
});
