import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type OwnSettings, readOwnSettings } from '../../lib/own-settings.ts';
import { stageNamed } from '../../lib/stages.ts';
import { resourcesOf, synthesised } from './synthesised.ts';

const example = readOwnSettings('stages.example.json');

function read(content: unknown): OwnSettings {
  const file = join(mkdtempSync(join(tmpdir(), 'darkroom-settings-')), 'stages.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readOwnSettings(file);
}

describe("a company's own settings", () => {
  it('change what they name, and nothing else', () => {
    const [own, usual] = [stageNamed('prod', example), stageNamed('prod')];

    expect(own).toMatchObject({
      environment: { account: '111122223333', region: 'eu-west-1' },
      alarmEmail: 'on-call@example.com',
      requestsPerSecond: 1000,
      firewall: { requestsPerFiveMinutes: 30_000 },
      keepsData: true,
    });
    expect(own.providers.google).toEqual({ concurrency: 40, imagesPerMinute: 150 });
    expect(own.providers.compatible).toEqual({
      ...usual.providers.compatible,
      baseUrl: 'https://api.x.ai/v1',
      dialect: 'xai',
    });
    expect(own.providers.bedrock).toEqual(usual.providers.bedrock);
    expect(stageNamed('staging', example)).toEqual(stageNamed('staging'));
    expect(stageNamed('laptop', example)).toEqual(stageNamed('laptop'));
  });

  it('are none where nobody wrote any, but a file that somebody names must be there', () => {
    expect(readOwnSettings()).toEqual({});
    expect(() => readOwnSettings('no-such-file.json')).toThrow(/no-such-file\.json cannot be read/);
  });

  it.each([
    ['no JSON', '{ prod: }', /cannot be read/],
    ['a stage that is none', { production: {} }, /Unrecognized key: "production"/],
    ['a setting that is none', { prod: { domian: {} } }, /Unrecognized key: "domian"[\s\S]*at prod/],
    ['settings of the laptop', { laptop: {} }, /Unrecognized key: "laptop"/],
    [
      'a certificate for the CDN in another region than us-east-1',
      { prod: { domain: { cdn: example.prod?.domain?.api } } },
      /us-east-1[\s\S]*prod\.domain\.cdn\.certificateArn/,
    ],
    [
      "a certificate for the API outside the stage's region",
      { prod: { ...example.prod, environment: { account: '111122223333', region: 'eu-north-1' } } },
      /Must be in the region of the stage[\s\S]*prod\.domain\.api\.certificateArn/,
    ],
    [
      'a name outside its zone',
      {
        prod: {
          domain: {
            api: {
              ...example.prod?.domain?.api,
              hostedZone: { id: 'Z0123456789ABCDEFGHIJ', name: 'ample.com' },
            },
          },
        },
      },
      /Must lie in its hosted zone/,
    ],
    ['an address that is none', { prod: { alarmEmail: 'on-call' } }, /prod\.alarmEmail/],
    [
      'one worker, of which SQS wants two',
      { dev: { providers: { openai: { concurrency: 1 } } } },
      /dev\.providers\.openai\.concurrency/,
    ],
  ])('are refused with what is wrong and where: %s', (_, content, message) => {
    expect(() => read(content)).toThrow(message);
  });
});

describe("a company's own names", () => {
  const { data, service } = synthesised('prod', { prod: { domain: example.prod?.domain } });

  it('serve the API at their root, over TLS 1.2 or newer', () => {
    const [[, name] = []] = resourcesOf(service, 'AWS::ApiGateway::DomainName');
    const [[, mapping] = []] = resourcesOf(service, 'AWS::ApiGateway::BasePathMapping');

    expect(name).toMatchObject({
      DomainName: 'api.example.com',
      EndpointConfiguration: { Types: ['REGIONAL'] },
      SecurityPolicy: 'TLS_1_2',
      RegionalCertificateArn: example.prod?.domain?.api?.certificateArn,
    });
    expect(mapping).not.toHaveProperty('BasePath');
    expect(service.toJSON()['Outputs'].ApiUrl.Value).toBe('https://api.example.com');
  });

  it('serve the pictures, over TLS 1.2 or newer', () => {
    const [[, distribution] = []] = resourcesOf(data, 'AWS::CloudFront::Distribution');

    expect(distribution?.['DistributionConfig']).toMatchObject({
      Aliases: ['pictures.example.com'],
      ViewerCertificate: {
        AcmCertificateArn: example.prod?.domain?.cdn?.certificateArn,
        MinimumProtocolVersion: 'TLSv1.2_2021',
        SslSupportMethod: 'sni-only',
      },
    });
    expect(data.toJSON()['Outputs'].CdnUrl.Value).toBe('https://pictures.example.com');
  });

  it('have their records in the zone, where it is known; else an output tells where they have to point', () => {
    const records = [data, service].flatMap((template) => resourcesOf(template, 'AWS::Route53::RecordSet'));
    const { hostedZone: _, ...api } = example.prod?.domain?.api ?? { name: '', certificateArn: '' };
    const elsewhere = synthesised('prod', { prod: { domain: { api } } });

    expect(records.map(([, { Name, Type }]) => [Name, Type])).toEqual([
      ['pictures.example.com.', 'A'],
      ['pictures.example.com.', 'AAAA'],
      ['api.example.com.', 'A'],
      ['api.example.com.', 'AAAA'],
    ]);
    expect(resourcesOf(elsewhere.service, 'AWS::Route53::RecordSet')).toEqual([]);
    expect(resourcesOf(elsewhere.service, 'AWS::ApiGateway::DomainName')).toHaveLength(1);
    expect(elsewhere.service.toJSON()['Outputs'].PointNameAt).toEqual({
      Description: 'CNAME of api.example.com',
      Value: { 'Fn::GetAtt': [expect.any(String), 'RegionalDomainName'] },
    });
  });
});
