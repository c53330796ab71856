import { describe, expect, it } from 'vitest';
import { resourcesOf, synthesised } from './synthesised.ts';

const { data } = synthesised('prod');
const [[, distribution] = []] = resourcesOf(data, 'AWS::CloudFront::Distribution');
const config = distribution?.['DistributionConfig'];

describe('the CDN', () => {
  it('is reached over TLS alone, and so are the buckets', () => {
    expect(config.DefaultCacheBehavior.ViewerProtocolPolicy).toBe('redirect-to-https');
    expect(config.CacheBehaviors).toBeUndefined();
    const policies = resourcesOf(data, 'AWS::S3::BucketPolicy');
    expect(policies).toHaveLength(2);
    for (const [logicalId, { PolicyDocument }] of policies) {
      expect(PolicyDocument.Statement, logicalId).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            Effect: 'Deny',
            Action: 's3:*',
            Principal: { AWS: '*' },
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
          expect.objectContaining({
            Effect: 'Deny',
            Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } },
          }),
        ]),
      );
    }
  });

  it('signs what it asks the bucket for, and may ask for the two prefixes that it serves, in its own name', () => {
    const [[accessId, access] = []] = resourcesOf(data, 'AWS::CloudFront::OriginAccessControl');
    const grants = resourcesOf(data, 'AWS::S3::BucketPolicy').flatMap(([, { PolicyDocument }]) =>
      PolicyDocument.Statement.filter(({ Effect }: { Effect: string }) => Effect === 'Allow'),
    );

    expect(access?.['OriginAccessControlConfig']).toMatchObject({
      OriginAccessControlOriginType: 's3',
      SigningBehavior: 'always',
      SigningProtocol: 'sigv4',
    });
    expect(config.Origins).toHaveLength(1);
    expect(config.Origins[0].OriginAccessControlId).toEqual({ 'Fn::GetAtt': [accessId, 'Id'] });
    expect(config.Origins[0].S3OriginConfig.OriginAccessIdentity).toBe('');
    expect(grants).toHaveLength(1);
    expect(grants[0].Action).toBe('s3:GetObject');
    expect(JSON.stringify(grants[0].Resource)).toMatch(/\/generated\/\*.*\/thumbnails\/\*/);
    expect(JSON.stringify(grants[0].Condition)).toMatch(/AWS:SourceArn.*distribution/);
  });

  it('tells browsers to take a picture for a picture, to run and frame nothing, and to show it on any page', () => {
    const [[policyId, policy] = []] = resourcesOf(data, 'AWS::CloudFront::ResponseHeadersPolicy');
    const headers = policy?.['ResponseHeadersPolicyConfig'];

    expect(config.DefaultCacheBehavior.ResponseHeadersPolicyId).toEqual({ Ref: policyId });
    expect(headers.SecurityHeadersConfig).toEqual({
      ContentTypeOptions: { Override: true },
      ContentSecurityPolicy: {
        ContentSecurityPolicy: "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        Override: true,
      },
      FrameOptions: { FrameOption: 'DENY', Override: true },
      ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override: true },
      StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000, Override: true },
    });
    expect(headers.CustomHeadersConfig.Items).toEqual([
      { Header: 'Cross-Origin-Resource-Policy', Value: 'cross-origin', Override: true },
    ]);
    expect(headers.CorsConfig).toMatchObject({
      AccessControlAllowOrigins: { Items: ['*'] },
      AccessControlAllowMethods: { Items: ['GET', 'HEAD'] },
      AccessControlAllowCredentials: false,
    });
  });
});
