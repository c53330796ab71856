import * as z from 'zod';
import type { Blueprint } from '../assembly/blueprint.ts';
import { cdnReadGrants } from './read-grants.ts';
import { type AddedHeaders, addedHeaders } from './response-headers.ts';

const distributionProperties = z.object({
  DistributionConfig: z.object({
    DefaultRootObject: z.string().optional(),
    DefaultCacheBehavior: z.object({
      AllowedMethods: z.array(z.string()).default(['GET', 'HEAD']),
      ResponseHeadersPolicyId: z.string().optional(),
    }),
    CacheBehaviors: z.array(z.unknown()).max(0, 'has behaviours beside the default one').default([]),
    Origins: z.array(z.object({ DomainName: z.string() })).length(1),
  }),
});

/** What a distribution serves, and how. */
export type CdnOrigin = {
  readonly bucket: string;
  /** Whether the bucket's policy lets the CDN read this key. */
  readonly mayRead: (key: string) => boolean;
  readonly allowedMethods: readonly string[];
  /** The key behind `/`. */
  readonly rootKey: string;
  readonly headers: AddedHeaders;
};

/** The one distribution of the templates, the bucket behind it, and the headers that it adds. */
export function cdnOriginOf(blueprint: Blueprint): CdnOrigin {
  const [distribution, ...others] = blueprint.all('AWS::CloudFront::Distribution', distributionProperties);
  if (distribution === undefined || others.length > 0) {
    throw new Error('The laptop expects one CloudFront distribution in the templates.');
  }
  const {
    Origins,
    DefaultCacheBehavior,
    DefaultRootObject = '',
  } = distribution.properties.DistributionConfig;
  const [host = ''] = Origins.map(({ DomainName }) => DomainName.toLowerCase());
  const grants = cdnReadGrants(blueprint).filter(({ bucket }) => host.startsWith(`${bucket}.`));
  const [grant] = grants;
  if (grant === undefined) throw new Error(`No bucket policy lets the CDN read its origin, ${host}.`);

  return {
    bucket: grant.bucket,
    mayRead: (key) => grants.some(({ pattern }) => pattern.test(key)),
    allowedMethods: DefaultCacheBehavior.AllowedMethods,
    rootKey: DefaultRootObject,
    headers: addedHeaders(blueprint, DefaultCacheBehavior.ResponseHeadersPolicyId),
  };
}
