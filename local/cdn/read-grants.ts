import * as z from 'zod';
import type { Blueprint } from '../assembly/blueprint.ts';

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

const bucketPolicy = z.object({
  Bucket: z.string(),
  PolicyDocument: z.object({
    Statement: z.array(
      z.object({
        Effect: z.string(),
        Action: oneOrMore,
        Principal: z.union([z.string(), z.record(z.string(), oneOrMore)]),
        Resource: oneOrMore,
      }),
    ),
  }),
});

type Statement = z.output<typeof bucketPolicy>['PolicyDocument']['Statement'][number];

export type ReadGrant = { readonly bucket: string; readonly pattern: RegExp };

/** Which keys of which buckets the CDN may get, by the bucket policies. */
export function cdnReadGrants(blueprint: Blueprint): readonly ReadGrant[] {
  return blueprint
    .all('AWS::S3::BucketPolicy', bucketPolicy)
    .flatMap(({ properties: { Bucket, PolicyDocument } }) =>
      PolicyDocument.Statement.filter(letsCdnGet)
        .flatMap(({ Resource }) => Resource)
        .map((arn) => ({ bucket: Bucket, pattern: patternOf(arn.slice(arn.indexOf('/') + 1)) })),
    );
}

function letsCdnGet({ Effect, Action, Principal }: Statement): boolean {
  return (
    Effect === 'Allow' &&
    Action.includes('s3:GetObject') &&
    typeof Principal !== 'string' &&
    (Principal['Service'] ?? []).includes('cloudfront.amazonaws.com')
  );
}

/** `*` stands for any text, slashes included, and `?` for one character. */
function patternOf(resource: string): RegExp {
  const escaped = resource.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
}
