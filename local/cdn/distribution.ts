import * as z from 'zod';
import type { Blueprint } from '../assembly/blueprint.ts';

const bucketPolicy = z.object({
  Bucket: z.string(),
  PolicyDocument: z.object({
    Statement: z.array(
      z.object({
        Effect: z.string(),
        Action: z.union([z.string(), z.array(z.string())]),
        Principal: z.union([z.string(), z.record(z.string(), z.unknown())]),
        Resource: z.union([z.string(), z.array(z.string())]),
      }),
    ),
  }),
});

const headersPolicy = z.object({
  ResponseHeadersPolicyConfig: z.object({
    SecurityHeadersConfig: z.record(z.string(), z.unknown()),
    CorsConfig: z.object({ AccessControlAllowOrigins: z.object({ Items: z.array(z.string()) }) }),
  }),
});

export type CdnOrigin = {
  readonly bucket: string;
  /** Whether the bucket's policy lets the CDN read this key. */
  readonly mayRead: (key: string) => boolean;
  readonly headers: Readonly<Record<string, string>>;
};

/** The one bucket that the CDN may read, by the bucket policies of the templates, and the headers that it adds. */
export function cdnOriginOf(blueprint: Blueprint): CdnOrigin {
  const grants = blueprint
    .all('AWS::S3::BucketPolicy', bucketPolicy)
    .flatMap(({ properties }) =>
      properties.PolicyDocument.Statement.filter(
        ({ Effect, Principal }) =>
          Effect === 'Allow' &&
          typeof Principal !== 'string' &&
          Principal['Service'] === 'cloudfront.amazonaws.com',
      ).map(({ Resource }) => ({ bucket: properties.Bucket, resources: [Resource].flat() })),
    );
  const [grant] = grants;
  if (grant === undefined || grants.length > 1) {
    throw new Error(
      `The laptop expects one bucket that the CDN may read; the templates have ${grants.length}.`,
    );
  }
  const patterns = grant.resources.map((resource) => patternOf(resource.slice(resource.indexOf('/') + 1)));

  return {
    bucket: grant.bucket,
    mayRead: (key) => patterns.some((pattern) => pattern.test(key)),
    headers: addedHeaders(blueprint),
  };
}

function patternOf(resource: string): RegExp {
  const escaped = resource.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`);
}

function addedHeaders(blueprint: Blueprint): Record<string, string> {
  const [policy] = blueprint.all('AWS::CloudFront::ResponseHeadersPolicy', headersPolicy);
  if (policy === undefined) return {};

  const { SecurityHeadersConfig: security, CorsConfig: cors } = policy.properties.ResponseHeadersPolicyConfig;
  return {
    'access-control-allow-origin': cors.AccessControlAllowOrigins.Items.join(', '),
    ...(security['ContentTypeOptions'] === undefined ? {} : { 'x-content-type-options': 'nosniff' }),
    ...(security['FrameOptions'] === undefined ? {} : { 'x-frame-options': 'DENY' }),
    ...(security['ReferrerPolicy'] === undefined ? {} : { 'referrer-policy': 'no-referrer' }),
  };
}
