import { describe, expect, it } from 'vitest';
import { exampleApi, exampleResources } from './example-api.ts';

describe('the REST API of a template', () => {
  it('has the routes, media types and answers that the template describes', () => {
    const { routes, binaryMediaTypes, gatewayResponses, stageName, id } = exampleApi();

    expect(routes).toEqual([
      {
        method: 'GET',
        path: '/pets',
        resourceId: 'Pets',
        functionName: 'Pets_GET',
        transferMode: 'BUFFERED',
        timeoutMillis: 29_000,
      },
      {
        method: 'ANY',
        path: '/pets/{petId}',
        resourceId: 'Pet',
        functionName: 'Pet_ANY',
        transferMode: 'STREAM',
        timeoutMillis: 300,
      },
    ]);
    expect({ binaryMediaTypes, stageName, id }).toEqual({
      binaryMediaTypes: ['multipart/form-data', 'image/*'],
      stageName: 'api',
      id: 'Api',
    });
    expect(gatewayResponses.get('MISSING_AUTHENTICATION_TOKEN')).toEqual({
      status: 404,
      headers: { 'x-request-id': 'context.requestId', 'access-control-allow-origin': "'*'" },
      template: '{"error":"no","requestId":"$context.requestId"}',
    });
  });

  it('is refused when it wants what the laptop cannot do', () => {
    const withAuthorizer = structuredClone(exampleResources);
    withAuthorizer.PetsGet.Properties.AuthorizationType = 'AWS_IAM';
    const withMapping = structuredClone(exampleResources);
    Object.assign(withMapping.ClientErrors.Properties, {
      ResponseTemplates: { 'application/json': '$context.authorizer.claims' },
    });
    const { Api: _, ...withoutApi } = exampleResources;

    expect(() => exampleApi(withAuthorizer)).toThrow('AWS::ApiGateway::Method PetsGet');
    expect(() => exampleApi(withMapping)).toThrow('names an unknown variable');
    expect(() => exampleApi(withoutApi)).toThrow();
  });
});
