import { ResponseType } from 'aws-cdk-lib/aws-apigateway';
import { describe, expect, it } from 'vitest';
import { allowedMethods, routes } from '../../lib/api/routes.ts';
import { resourcesOf, synthesised } from './synthesised.ts';

const { service } = synthesised();
const methods = resourcesOf(service, 'AWS::ApiGateway::Method');
const responses = new Map(
  resourcesOf(service, 'AWS::ApiGateway::GatewayResponse').map(([, properties]) => [
    properties['ResponseType'],
    properties,
  ]),
);

describe('the API', () => {
  it('is regional, for an edge-optimised endpoint gives up after 30 s of silence', () => {
    const [[, api] = []] = resourcesOf(service, 'AWS::ApiGateway::RestApi');

    expect(api?.['EndpointConfiguration']).toEqual({ Types: ['REGIONAL'] });
    expect(api?.['BinaryMediaTypes']).toEqual(['multipart/form-data']);
  });

  it('takes TLS 1.2 and newer', () => {
    const [[, api] = []] = resourcesOf(service, 'AWS::ApiGateway::RestApi');

    expect(api).toMatchObject({
      SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PQ_2025_09',
      EndpointAccessMode: 'BASIC',
    });
  });

  it("keeps every integration below API Gateway's ceiling: 900 s streamed, 29 s buffered", () => {
    for (const [logicalId, { Integration }] of methods) {
      const ceiling = Integration.ResponseTransferMode === 'STREAM' ? 900_000 : 29_000;

      expect(Integration.TimeoutInMillis, logicalId).toBeLessThanOrEqual(ceiling);
    }
  });

  it('streams every answer and gives the sync call 300 s', () => {
    expect(methods.every(([, { Integration }]) => Integration.ResponseTransferMode === 'STREAM')).toBe(true);
    const [, post] = methods.find(([, { HttpMethod }]) => HttpMethod === 'POST') ?? [];
    expect(post?.['Integration'].TimeoutInMillis).toBe(300_000);
  });

  it('gives no integration more time than its function has', () => {
    const timeouts = new Map(
      resourcesOf(service, 'AWS::Lambda::Function').map(([logicalId, { Timeout }]) => [logicalId, Timeout]),
    );
    for (const [logicalId, { Integration }] of methods) {
      const parts: unknown[] = Integration.Uri['Fn::Join'][1];
      const functionId = parts
        .map((part) => (part as { 'Fn::GetAtt'?: string[] })['Fn::GetAtt']?.[0])
        .find(Boolean);

      expect(Integration.TimeoutInMillis, logicalId).toBe(1000 * Number(timeouts.get(functionId ?? '')));
    }
  });

  it('answers wrong methods on each of its resources, and unknown paths', () => {
    const anyMethods = methods.filter(([, { HttpMethod }]) => HttpMethod === 'ANY');

    expect(anyMethods).toHaveLength(new Set(routes.map(({ path }) => path)).size + 2);
    expect(JSON.parse(allowedMethods())).toEqual({
      '/v0/images/generations': ['POST', 'GET'],
      '/v0/images/generations/{jobId}': ['GET'],
      '/v0/images/library': ['GET'],
      '/v0/images/library/{imageId}': ['GET', 'PATCH', 'DELETE'],
      '/v0/images/library/{imageId}/download': ['GET', 'HEAD'],
      '/v0/images/gallery': ['GET'],
      '/v0/presets': ['GET', 'POST'],
      '/v0/presets/{presetId}': ['GET', 'PUT', 'DELETE'],
      '/v0/uploads': ['POST'],
      '/v0/models': ['GET'],
      '/v0/usage': ['GET'],
      '/v0/usage/ledger': ['GET'],
      '/v0/health': ['GET'],
      '/v0/openapi.json': ['GET'],
      '/v0/docs': ['GET'],
      '/v0/docs/{asset}': ['GET'],
    });
  });
});

describe('the address of the API', () => {
  it('ends without a slash, for routes start with one', () => {
    const { Value } = service.toJSON()['Outputs'].ApiUrl;

    expect(Value['Fn::Join'][1].at(-1)).toEqual({ Ref: expect.stringContaining('DeploymentStageapi') });
    expect(JSON.stringify(Value)).toContain('.execute-api.');
  });
});

describe('the throttle of a stage', () => {
  it.each([
    ['dev', 50],
    ['staging', 50],
    ['prod', 500],
  ])(
    'lets %s pass %i requests a second over all teams, and bursts of twice that',
    { timeout: 300_000 },
    (name, perSecond) => {
      const [[, stage] = []] = resourcesOf(synthesised(name).service, 'AWS::ApiGateway::Stage');

      expect(stage?.['MethodSettings']).toEqual([
        expect.objectContaining({
          HttpMethod: '*',
          ResourcePath: '/*',
          ThrottlingRateLimit: perSecond,
          ThrottlingBurstLimit: 2 * perSecond,
        }),
      ]);
    },
  );
});

describe('what API Gateway answers by itself', () => {
  it('has an envelope for each type that API Gateway has', () => {
    const types = Object.values(ResponseType).flatMap((type) =>
      type instanceof ResponseType ? type.responseType : [],
    );

    expect(types.length).toBeGreaterThanOrEqual(21);
    expect([...responses.keys()].toSorted()).toEqual(types.toSorted());
  });

  it.each([
    ['MISSING_AUTHENTICATION_TOKEN', '404', 'not_found'],
    ['REQUEST_TOO_LARGE', '413', 'payload_too_large'],
    ['UNSUPPORTED_MEDIA_TYPE', '415', 'unsupported_media_type'],
    ['THROTTLED', '429', 'rate_limited'],
    ['QUOTA_EXCEEDED', '429', 'rate_limited'],
    ['RESOURCE_NOT_FOUND', '404', 'not_found'],
    ['BAD_REQUEST_BODY', '400', 'invalid_request'],
    ['BAD_REQUEST_PARAMETERS', '400', 'invalid_request'],
    ['WAF_FILTERED', '400', 'invalid_request'],
    ['ACCESS_DENIED', '401', 'unauthorized'],
    ['UNAUTHORIZED', '401', 'unauthorized'],
    ['INVALID_API_KEY', '401', 'unauthorized'],
    ['INVALID_SIGNATURE', '401', 'unauthorized'],
    ['EXPIRED_TOKEN', '401', 'unauthorized'],
    ['AUTHORIZER_FAILURE', '500', 'internal_error'],
    ['AUTHORIZER_CONFIGURATION_ERROR', '500', 'internal_error'],
    ['API_CONFIGURATION_ERROR', '500', 'internal_error'],
    ['INTEGRATION_FAILURE', '500', 'internal_error'],
    ['INTEGRATION_TIMEOUT', '504', 'generation_timeout'],
    ['DEFAULT_4XX', '400', 'invalid_request'],
    ['DEFAULT_5XX', '500', 'internal_error'],
  ])("for %s is %s %s in the API's envelope", (type, status, code) => {
    const response = responses.get(type);

    expect(response?.['StatusCode']).toBe(status);
    expect(JSON.parse(response?.['ResponseTemplates']['application/json'])).toMatchObject({
      error: expect.any(String),
      code,
      requestId: '$context.requestId',
    });
    expect(response?.['ResponseParameters']['gatewayresponse.header.X-Request-Id']).toBe('context.requestId');
  });

  it('tells clients not to repeat a call that may have started a job, and when to repeat one that was throttled', () => {
    const headers = (type: string) => responses.get(type)?.['ResponseParameters'];

    expect(headers('INTEGRATION_TIMEOUT')).toMatchObject({
      'gatewayresponse.header.X-Should-Retry': "'false'",
    });
    for (const type of ['THROTTLED', 'QUOTA_EXCEEDED']) {
      expect(headers(type)).toMatchObject({ 'gatewayresponse.header.Retry-After': "'1'" });
    }
  });

  it('says of each failure of ours, in words and by header, that not every call may be repeated', () => {
    const ours = [...responses.values()].filter(({ StatusCode }) => StatusCode === '500');

    expect(ours.length).toBeGreaterThanOrEqual(5);
    for (const { ResponseParameters, ResponseTemplates } of ours) {
      expect(ResponseParameters).toMatchObject({ 'gatewayresponse.header.X-Should-Retry': "'false'" });
      expect(ResponseTemplates['application/json']).toContain('for a POST only under its Idempotency-Key');
    }
  });

  it('names no service, table or reason of its own', () => {
    for (const { ResponseTemplates } of responses.values()) {
      expect(ResponseTemplates['application/json']).not.toMatch(/context\.error|arn:|lambda/i);
    }
  });
});
