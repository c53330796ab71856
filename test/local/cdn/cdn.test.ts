import { get, type IncomingMessage, type Server } from 'node:http';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { startFauxqs } from 'fauxqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Blueprint } from '../../../local/assembly/blueprint.ts';
import { cdn } from '../../../local/cdn/cdn.ts';
import { cdnOriginOf } from '../../../local/cdn/distribution.ts';
import { listenOnLoopback } from '../../../local/loopback.ts';

const bucketArn = { 'Fn::GetAtt': ['Images', 'Arn'] };
const properties = {
  Images: { Type: 'AWS::S3::Bucket', Properties: {} },
  Policy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: { Ref: 'Images' },
      PolicyDocument: {
        Statement: [
          { Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:*', Resource: [bucketArn] },
          {
            Effect: 'Allow',
            Principal: { Service: 'cloudfront.amazonaws.com' },
            Action: 's3:GetObject',
            Resource: [{ 'Fn::Join': ['', [bucketArn, '/generated/*']] }],
          },
        ],
      },
    },
  },
  Headers: {
    Type: 'AWS::CloudFront::ResponseHeadersPolicy',
    Properties: {
      ResponseHeadersPolicyConfig: {
        CorsConfig: { AccessControlAllowOrigins: { Items: ['*'] } },
        SecurityHeadersConfig: {
          ContentSecurityPolicy: { ContentSecurityPolicy: 'sandbox' },
          ContentTypeOptions: {},
          FrameOptions: { FrameOption: 'DENY' },
        },
        CustomHeadersConfig: {
          Items: [{ Header: 'Cross-Origin-Resource-Policy', Value: 'cross-origin', Override: true }],
        },
      },
    },
  },
  Distribution: {
    Type: 'AWS::CloudFront::Distribution',
    Properties: {
      DistributionConfig: {
        DefaultCacheBehavior: {
          AllowedMethods: ['GET', 'HEAD'],
          ResponseHeadersPolicyId: { Ref: 'Headers' },
        },
        Origins: [{ Id: 'o', DomainName: { 'Fn::GetAtt': ['Images', 'RegionalDomainName'] } }],
      },
    },
  },
};

const blueprint = new Blueprint(
  { resources: new Map(Object.entries(properties)), exports: new Map(), assetDirectories: new Map() },
  { sqsEndpoint: 'http://127.0.0.1:1', cdnHost: '127.0.0.1:2' },
);

let storage: Awaited<ReturnType<typeof startFauxqs>>;
let server: Server;
let port: number;

beforeAll(async () => {
  storage = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false });
  storage.createBucket('images');
  const s3 = new S3Client({
    endpoint: `http://127.0.0.1:${storage.port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    forcePathStyle: true,
  });
  const put = (Key: string) =>
    s3.send(
      new PutObjectCommand({
        Bucket: 'images',
        Key,
        Body: '0123456789',
        ContentType: 'image/webp',
        CacheControl: 'public, max-age=31536000, immutable',
      }),
    );
  await Promise.all(['generated/a b.webp', 'originals/secret.png', 'generated/é.webp'].map(put));
  server = cdn(s3, () => cdnOriginOf(blueprint));
  port = await listenOnLoopback(server, 0);
});

afterAll(async () => {
  server.close().closeAllConnections();
  await storage.stop();
});

function fetchPath(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}${path}`, init);
}

/** fetch would resolve the dots itself. */
function statusOfRawPath(path: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    get({ port, host: '127.0.0.1', path }, (response: IncomingMessage) => {
      response.resume();
      resolve(response.statusCode);
    });
  });
}

const picture = '/generated/a%20b.webp';

describe('the CDN in front of the images bucket', () => {
  it('serves a picture with what browsers and caches need', async () => {
    const answer = await fetchPath(`${picture}?ignored=1`);

    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/webp',
      'content-length': '10',
      'cache-control': 'public, max-age=31536000, immutable',
      etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
      'last-modified': expect.stringMatching(/ GMT$/),
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'content-security-policy': 'sandbox',
      'cross-origin-resource-policy': 'cross-origin',
    });
    expect(await answer.text()).toBe('0123456789');
    expect((await fetchPath('/generated/%C3%A9.webp')).status).toBe(200);
  });

  it('lets any page load it, when the request comes from a page', async () => {
    const fromPage = await fetchPath(picture, { headers: { origin: 'https://a.example' } });
    const alone = await fetchPath(picture);

    expect(fromPage.headers.get('access-control-allow-origin')).toBe('*');
    expect(alone.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('answers HEAD like GET, without the bytes', async () => {
    const answer = await fetchPath(picture, { method: 'HEAD' });

    expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([
      200,
      '10',
      '',
    ]);
    expect(answer.headers.get('etag')).toBe((await fetchPath(picture)).headers.get('etag'));
  });

  it.each([
    ['bytes=2-4', 206, 'bytes 2-4/10', '234'],
    ['bytes=-3', 206, 'bytes 7-9/10', '789'],
    ['bytes=8-', 206, 'bytes 8-9/10', '89'],
    ['bytes=0-1,4-5', 200, null, '0123456789'],
    ['lines=1-2', 200, null, '0123456789'],
  ])('answers the range %s with %i', async (range, status, contentRange, body) => {
    const answer = await fetchPath(picture, { headers: { range } });

    expect([answer.status, answer.headers.get('content-range'), await answer.text()]).toEqual([
      status,
      contentRange,
      body,
    ]);
  });

  it('refuses a range behind the end', async () => {
    expect((await fetchPath(picture, { headers: { range: 'bytes=10-' } })).status).toBe(416);
  });

  it('says 304 to whoever has the same bytes', async () => {
    const { headers } = await fetchPath(picture);
    const etag = headers.get('etag') ?? '';
    const modified = headers.get('last-modified') ?? '';
    const statusWith = async (given: Record<string, string>) =>
      (await fetchPath(picture, { headers: given })).status;

    expect(await statusWith({ 'if-none-match': etag })).toBe(304);
    expect(await statusWith({ 'if-none-match': `"other", W/${etag}` })).toBe(304);
    expect(await statusWith({ 'if-none-match': '"other"', 'if-modified-since': modified })).toBe(200);
    expect(await statusWith({ 'if-modified-since': modified })).toBe(304);
    expect(await statusWith({ 'if-modified-since': 'Thu, 01 Jan 2015 00:00:00 GMT' })).toBe(200);
  });

  it('denies a key that is not there, and one that its policy does not let it read, alike', async () => {
    const answers = [
      await fetchPath('/generated/none.webp'),
      await fetchPath('/originals/secret.png'),
      await fetchPath('/'),
    ];

    for (const answer of answers) {
      expect([answer.status, answer.headers.get('content-type')]).toEqual([403, 'application/xml']);
      expect(await answer.text()).toContain('<Code>AccessDenied</Code>');
    }
    expect((await fetchPath('/generated/none.webp', { method: 'HEAD' })).status).toBe(403);
  });

  it.each([
    '/generated/../originals/secret.png',
    '/generated/%2e%2e/originals/secret.png',
    '//generated/x',
    '/%zz',
  ])('denies %s', async (path) => {
    expect(await statusOfRawPath(path)).toBe(403);
  });

  it('denies other methods', async () => {
    const answer = await fetchPath(picture, { method: 'DELETE' });

    expect(answer.status).toBe(403);
    expect(await (await fetchPath(picture)).text()).toBe('0123456789');
  });

  it('does not start when its origin is a bucket that it may not read', async () => {
    const { Policy: _, ...withoutPolicy } = properties;
    const other = new Blueprint(
      { resources: new Map(Object.entries(withoutPolicy)), exports: new Map(), assetDirectories: new Map() },
      { sqsEndpoint: 'http://127.0.0.1:1', cdnHost: '127.0.0.1:2' },
    );

    expect(() => cdnOriginOf(other)).toThrow('images.regionaldomainname');
  });
});
