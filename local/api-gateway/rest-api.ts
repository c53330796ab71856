import * as z from 'zod';
import type { Blueprint } from '../assembly/blueprint.ts';
import { type GatewayResponse, knownVariables, templateVariable } from './gateway-responses.ts';
import type { Route } from './routing.ts';

const apiProperties = z.object({ BinaryMediaTypes: z.array(z.string()).default([]) });

const stageProperties = z.object({ StageName: z.string() });

const resourceProperties = z.object({ ParentId: z.string(), PathPart: z.string() });

const methodProperties = z.object({
  HttpMethod: z.string(),
  ResourceId: z.string(),
  AuthorizationType: z.literal('NONE'),
  Integration: z.object({
    Type: z.literal('AWS_PROXY'),
    Uri: z.string(),
    ResponseTransferMode: z.enum(['STREAM', 'BUFFERED']).default('BUFFERED'),
    TimeoutInMillis: z.int().default(29_000),
  }),
});

const responseProperties = z.object({
  ResponseType: z.string(),
  StatusCode: z.coerce.number().optional(),
  ResponseParameters: z.record(z.string(), z.string()).default({}),
  ResponseTemplates: z
    .object({ 'application/json': z.string().refine(namesKnownVariables, 'names an unknown variable') })
    .optional(),
});

export type RestApi = {
  readonly id: string;
  readonly stageName: string;
  readonly routes: readonly Route[];
  /** By type, such as `DEFAULT_4XX`. */
  readonly gatewayResponses: ReadonlyMap<string, GatewayResponse>;
  /** Bodies of these types reach a function in base64. */
  readonly binaryMediaTypes: readonly string[];
};

/** The one API of the templates: its routes, and what the gateway answers by itself. */
export function restApiOf(blueprint: Blueprint): RestApi {
  const [api, ...others] = blueprint.all('AWS::ApiGateway::RestApi', apiProperties);
  if (api === undefined || others.length > 0) {
    throw new Error(`The laptop expects one REST API; the templates have ${api === undefined ? 0 : 'more'}.`);
  }

  return {
    id: api.logicalId,
    stageName: blueprint.all('AWS::ApiGateway::Stage', stageProperties)[0]?.properties.StageName ?? 'prod',
    routes: routesOf(blueprint),
    gatewayResponses: new Map(
      blueprint
        .all('AWS::ApiGateway::GatewayResponse', responseProperties)
        .map(({ properties }) => [properties.ResponseType, gatewayResponse(properties)]),
    ),
    binaryMediaTypes: api.properties.BinaryMediaTypes,
  };
}

function routesOf(blueprint: Blueprint): readonly Route[] {
  const parts = new Map(
    blueprint
      .all('AWS::ApiGateway::Resource', resourceProperties)
      .map(({ logicalId, properties }) => [logicalId, properties]),
  );
  // The root is no resource of the template: its id is an attribute of the API.
  const pathOf = (resourceId: string): string => {
    const part = parts.get(resourceId);
    return part === undefined ? '' : `${pathOf(part.ParentId)}/${part.PathPart}`;
  };

  return blueprint.all('AWS::ApiGateway::Method', methodProperties).map(({ properties }) => ({
    method: properties.HttpMethod,
    path: pathOf(properties.ResourceId) || '/',
    resourceId: properties.ResourceId,
    functionName: functionIn(properties.Integration.Uri),
    transferMode: properties.Integration.ResponseTransferMode,
    timeoutMillis: properties.Integration.TimeoutInMillis,
  }));
}

function functionIn(uri: string): string {
  const [, name] = /:function:([^/:]+)\/(?:response-streaming-)?invocations$/.exec(uri) ?? [];
  if (name === undefined) throw new Error(`The laptop does not know the integration ${uri}.`);
  return name;
}

function gatewayResponse(properties: z.output<typeof responseProperties>): GatewayResponse {
  const { StatusCode, ResponseParameters, ResponseTemplates } = properties;
  return {
    status: StatusCode,
    headers: Object.fromEntries(
      Object.entries(ResponseParameters).map(([name, value]) => [
        name.replace(/^gatewayresponse\.header\./, '').toLowerCase(),
        value,
      ]),
    ),
    template: ResponseTemplates?.['application/json'],
  };
}

function namesKnownVariables(template: string): boolean {
  return [...template.matchAll(templateVariable)].every(([, name = '']) => knownVariables.has(name));
}
