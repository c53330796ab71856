import * as z from 'zod';
import type { Blueprint } from '../assembly/blueprint.ts';
import type { GatewayResponse } from './gateway-responses.ts';
import type { Route } from './routing.ts';

const resourceProperties = z.object({ ParentId: z.string(), PathPart: z.string() });

const methodProperties = z.object({
  HttpMethod: z.string(),
  ResourceId: z.string(),
  AuthorizationType: z.literal('NONE'),
  Integration: z.object({
    Type: z.literal('AWS_PROXY'),
    Uri: z.string(),
    // A buffered route would need a front that this is not.
    ResponseTransferMode: z.literal('STREAM'),
    TimeoutInMillis: z.int(),
  }),
});

const responseProperties = z.object({
  ResponseType: z.string(),
  StatusCode: z.coerce.number(),
  ResponseParameters: z.record(z.string(), z.string()).default({}),
  ResponseTemplates: z.object({ 'application/json': z.string() }),
});

const apiProperties = z.object({ BinaryMediaTypes: z.array(z.string()).default([]) });

export type RestApi = {
  readonly routes: readonly Route[];
  readonly gatewayResponses: ReadonlyMap<string, GatewayResponse>;
  readonly binaryMediaTypes: readonly string[];
};

/** The API of the templates: routes by path, and what the gateway answers by itself. */
export function restApiOf(blueprint: Blueprint): RestApi {
  const parts = new Map(
    blueprint
      .all('AWS::ApiGateway::Resource', resourceProperties)
      .map(({ logicalId, properties }) => [logicalId, properties]),
  );
  const pathOf = (resourceId: string): string => {
    const part = parts.get(resourceId);
    return part === undefined ? '' : `${pathOf(part.ParentId)}/${part.PathPart}`;
  };

  return {
    routes: blueprint.all('AWS::ApiGateway::Method', methodProperties).map(({ properties }) => ({
      method: properties.HttpMethod,
      path: pathOf(properties.ResourceId) || '/',
      functionName: functionIn(properties.Integration.Uri),
      timeoutMillis: properties.Integration.TimeoutInMillis,
    })),
    gatewayResponses: new Map(
      blueprint.all('AWS::ApiGateway::GatewayResponse', responseProperties).map(({ properties }) => [
        properties.ResponseType,
        {
          status: properties.StatusCode,
          headers: properties.ResponseParameters,
          template: properties.ResponseTemplates['application/json'],
        },
      ]),
    ),
    binaryMediaTypes: blueprint
      .all('AWS::ApiGateway::RestApi', apiProperties)
      .flatMap(({ properties }) => properties.BinaryMediaTypes),
  };
}

function functionIn(uri: string): string {
  const [, name] = /:function:([^/:]+)\/response-streaming-invocations$/.exec(uri) ?? [];
  if (name === undefined) throw new Error(`The laptop does not know the integration ${uri}.`);
  return name;
}
