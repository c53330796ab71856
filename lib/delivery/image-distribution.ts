import { Aws, Duration, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  ResponseHeadersPolicy,
  S3OriginAccessControl,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Domain } from '../stages.ts';
import { pointAt } from './host-record.ts';

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

  constructor(
    scope: Construct,
    id: string,
    { bucket, domain }: { readonly bucket: Bucket; readonly domain: Domain | undefined },
  ) {
    super(scope, id);
    const distribution = new Distribution(this, 'Distribution', {
      comment: 'Darkroom: generated images',
      httpVersion: HttpVersion.HTTP2_AND_3,
      ...(domain === undefined ? {} : namedBy(this, domain)),
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
    if (domain !== undefined) {
      const host = distribution.distributionDomainName;
      pointAt(this, domain, { alias: new CloudFrontTarget(distribution), host });
    }
    this.domainName = domain?.name ?? distribution.distributionDomainName;
    this.distributionId = distribution.distributionId;
  }
}

/** The oldest protocol can be chosen only with a certificate of one's own: CloudFront's name takes whatever AWS takes. */
function namedBy(scope: Construct, { name, certificateArn }: Domain) {
  return {
    domainNames: [name],
    certificate: Certificate.fromCertificateArn(scope, 'Certificate', certificateArn),
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
  };
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

/**
 * Browsers may load pictures from any page, also from one that isolates itself; they may not guess at types, run what a
 * picture might hold, nor frame or leak anything. HSTS is heeded over https alone.
 */
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
      // Styles are what browsers themselves show a lone picture with.
      contentSecurityPolicy: {
        contentSecurityPolicy: "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        override: true,
      },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
      strictTransportSecurity: { accessControlMaxAge: Duration.days(365), override: true },
    },
    customHeadersBehavior: {
      customHeaders: [{ header: 'Cross-Origin-Resource-Policy', value: 'cross-origin', override: true }],
    },
  });
}
