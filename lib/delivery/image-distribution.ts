import { Aws, Duration, Stack } from 'aws-cdk-lib';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  ResponseHeadersPolicy,
  S3OriginAccessControl,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** What the CDN may read of the images bucket. */
const servedPrefixes = ['generated/*', 'thumbnails/*'];

/**
 * Serves the images bucket to the world, and nothing else of it than the two prefixes. Keys are unguessable, so a URL
 * is the permission. A deleted picture leaves the edges within a day: the longest that an edge keeps anything.
 */
export class ImageDistribution extends Construct {
  /** Host name only, without a scheme. */
  readonly domainName: string;
  readonly distributionId: string;

  constructor(scope: Construct, id: string, { bucket }: { readonly bucket: Bucket }) {
    super(scope, id);
    const distribution = new Distribution(this, 'Distribution', {
      comment: 'Darkroom: generated images',
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultBehavior: {
        origin: originOf(this, bucket),
        allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        compress: false, // WebP is compressed already.
        cachePolicy: new CachePolicy(this, 'CachePolicy', {
          comment: 'Darkroom: at most a day at the edge',
          minTtl: Duration.seconds(0),
          defaultTtl: Duration.days(1),
          maxTtl: Duration.days(1),
        }),
        responseHeadersPolicy: responseHeaders(this),
      },
    });
    allowReading(bucket, distribution);
    this.domainName = distribution.distributionDomainName;
    this.distributionId = distribution.distributionId;
  }
}

/** With the library's own grant, the CDN could read every key of the bucket: the grant is ours, below. */
function originOf(scope: Construct, bucket: Bucket) {
  const { originAccessControlId } = new S3OriginAccessControl(scope, 'OriginAccess');
  return S3BucketOrigin.withBucketDefaults(bucket, { originAccessControlId });
}

function allowReading(bucket: Bucket, distribution: Distribution): void {
  const { account } = Stack.of(bucket);
  bucket.addToResourcePolicy(
    new PolicyStatement({
      sid: 'CdnReadsServedPrefixes',
      principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
      actions: ['s3:GetObject'],
      resources: servedPrefixes.map((prefix) => bucket.arnForObjects(prefix)),
      conditions: {
        StringEquals: {
          'AWS:SourceArn': `arn:${Aws.PARTITION}:cloudfront::${account}:distribution/${distribution.distributionId}`,
        },
      },
    }),
  );
}

/** Browsers may load pictures from any page; they may not guess at types, nor frame or leak anything. */
function responseHeaders(scope: Construct): ResponseHeadersPolicy {
  return new ResponseHeadersPolicy(scope, 'ResponseHeaders', {
    comment: 'Darkroom: pictures for any page',
    corsBehavior: {
      accessControlAllowOrigins: ['*'],
      accessControlAllowMethods: ['GET', 'HEAD'],
      accessControlAllowHeaders: ['*'],
      accessControlAllowCredentials: false,
      originOverride: true,
    },
    securityHeadersBehavior: {
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
      strictTransportSecurity: { accessControlMaxAge: Duration.days(365), override: true },
    },
  });
}
