import { restApiOf } from '../../../local/api-gateway/rest-api.ts';
import { Blueprint } from '../../../local/assembly/blueprint.ts';

const api = { Ref: 'Api' };
const root = { 'Fn::GetAtt': ['Api', 'RootResourceId'] };
const envelope = '{"error":"no","requestId":"$context.requestId"}';

function method(resource: unknown, httpMethod: string, functionId: string, integration: object = {}) {
  const invocations =
    'ResponseTransferMode' in integration ? 'response-streaming-invocations' : 'invocations';
  const arn = { 'Fn::GetAtt': [functionId, 'Arn'] };
  return {
    Type: 'AWS::ApiGateway::Method',
    Properties: {
      RestApiId: api,
      ResourceId: resource,
      HttpMethod: httpMethod,
      AuthorizationType: 'NONE',
      Integration: {
        Type: 'AWS_PROXY',
        IntegrationHttpMethod: 'POST',
        Uri: {
          'Fn::Join': [
            '',
            ['arn:aws:apigateway:us-east-1:lambda:path/2021-11-15/functions/', arn, `/${invocations}`],
          ],
        },
        ...integration,
      },
    },
  };
}

function resource(parent: unknown, part: string) {
  return {
    Type: 'AWS::ApiGateway::Resource',
    Properties: { RestApiId: api, ParentId: parent, PathPart: part },
  };
}

function gatewayResponse(type: string, properties: object) {
  return {
    Type: 'AWS::ApiGateway::GatewayResponse',
    Properties: { RestApiId: api, ResponseType: type, ...properties },
  };
}

const stream = { ResponseTransferMode: 'STREAM', TimeoutInMillis: 300 };

/** A small API as a template describes it: `/pets` buffered, `/pets/{petId}` streamed, and some answers of its own. */
export const exampleResources = {
  Api: {
    Type: 'AWS::ApiGateway::RestApi',
    Properties: { BinaryMediaTypes: ['multipart/form-data', 'image/*'] },
  },
  Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { StageName: 'api', RestApiId: api } },
  Pets: resource(root, 'pets'),
  Pet: resource({ Ref: 'Pets' }, '{petId}'),
  PetsGet: method({ Ref: 'Pets' }, 'GET', 'Pets_GET'),
  PetAny: method({ Ref: 'Pet' }, 'ANY', 'Pet_ANY', stream),
  Pets_GET: { Type: 'AWS::Lambda::Function', Properties: {} },
  Pet_ANY: { Type: 'AWS::Lambda::Function', Properties: {} },
  NotFound: gatewayResponse('MISSING_AUTHENTICATION_TOKEN', {
    StatusCode: '404',
    ResponseParameters: {
      'gatewayresponse.header.X-Request-Id': 'context.requestId',
      'gatewayresponse.header.Access-Control-Allow-Origin': "'*'",
    },
    ResponseTemplates: { 'application/json': envelope },
  }),
  ClientErrors: gatewayResponse('DEFAULT_4XX', {
    ResponseTemplates: { 'application/json': '{"error":$context.error.messageString}' },
  }),
};

export function exampleApi(
  resources: Record<string, { Type: string; Properties: object }> = exampleResources,
) {
  const assembly = {
    resources: new Map(
      Object.entries(resources).map(([id, { Type, Properties }]) => [
        id,
        { Type, Properties: { ...Properties } },
      ]),
    ),
    exports: new Map(),
    assetDirectories: new Map(),
  };
  return restApiOf(new Blueprint(assembly, { sqsEndpoint: 'http://127.0.0.1:1', cdnHost: '127.0.0.1:2' }));
}
