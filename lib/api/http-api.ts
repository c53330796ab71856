import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccessLogFormat,
  CfnRestApi,
  EndpointAccessMode,
  EndpointType,
  LambdaIntegration,
  LogGroupLogDestination,
  ResponseTransferMode,
  RestApi,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { nameApi } from './api-domain.ts';
import { Firewall } from './firewall.ts';
import { addGatewayResponses } from './gateway-responses.ts';
import { type RouteEntry, routes } from './routes.ts';

/** API Gateway's ceiling for a streamed answer; a buffered one has 29 s. */
export const streamCeilingSeconds = 900;

export type HttpApiProps = {
  readonly stage: Stage;
  /** Who answers each route. */
  readonly functions: Readonly<
    Record<RouteEntry, { readonly lambda: IFunction; readonly timeoutSeconds: number }>
  >;
  /** Who answers unknown paths and wrong methods. */
  readonly noRoute: { readonly lambda: IFunction; readonly timeoutSeconds: number };
};

/**
 * The API. Regional, because an edge-optimised endpoint gives up after 30 s of silence, and a sync call is silent for up
 * to 180 s. Every route streams, so that nothing is sent before a function has chosen its status line.
 */
export class HttpApi extends Construct {
  /** Without a slash at its end: routes start with one. */
  readonly url: string;
  /** As its metrics call it. */
  readonly name: string;
  readonly stageName: string;

  constructor(scope: Construct, id: string, { stage, functions, noRoute }: HttpApiProps) {
    super(scope, id);
    const api = new RestApi(this, 'RestApi', {
      restApiName: `darkroom-${stage.name}`,
      endpointTypes: [EndpointType.REGIONAL],
      binaryMediaTypes: ['multipart/form-data'],
      cloudWatchRole: true, // Access logs need a role of the account; a region has one, and this sets it.
      cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN,
      deployOptions: {
        stageName: 'api',
        tracingEnabled: true,
        throttlingRateLimit: stage.requestsPerSecond,
        throttlingBurstLimit: 2 * stage.requestsPerSecond,
        accessLogDestination: new LogGroupLogDestination(
          new LogGroup(this, 'AccessLog', {
            retention: stage.logRetentionDays,
            removalPolicy: RemovalPolicy.DESTROY,
          }),
        ),
        accessLogFormat: AccessLogFormat.jsonWithStandardFields(),
      },
    });
    refuseOldTls(api);
    addGatewayResponses(api);

    for (const { method, path, entry } of routes) {
      api.root.resourceForPath(path).addMethod(method, streaming(functions[entry]));
    }
    const fallback = streaming(noRoute);
    for (const path of new Set(['/', '/{proxy+}', ...routes.map((route) => route.path)])) {
      api.root.resourceForPath(path).addMethod('ANY', fallback);
    }
    this.name = api.restApiName;
    this.stageName = api.deploymentStage.stageName;
    if (stage.firewall !== 'off') {
      new Firewall(this, 'Firewall', { stage, settings: stage.firewall, apiStage: api.deploymentStage });
    }
    if (stage.domain.api !== undefined) nameApi(this, api, stage.domain.api);
    this.url = stage.domain.api === undefined ? urlOf(api) : `https://${stage.domain.api.name}`;
  }
}

/**
 * AWS's own address of a regional API takes TLS 1.0 otherwise. `BASIC`, for `STRICT` also refuses requests whose host is not
 * the one that TLS was asked for, and proxies of clients may differ there.
 */
function refuseOldTls(api: RestApi): void {
  const { defaultChild } = api.node;
  if (!(defaultChild instanceof CfnRestApi))
    throw new Error('The CDK makes a REST API of something else now.');
  defaultChild.securityPolicy = SecurityPolicy.TLS13_1_2_PQ_2025_09;
  defaultChild.endpointAccessMode = EndpointAccessMode.BASIC;
}

function urlOf(api: RestApi): string {
  const host = `${api.restApiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`;
  return `https://${host}/${api.deploymentStage.stageName}`;
}

function streaming({
  lambda,
  timeoutSeconds,
}: {
  lambda: IFunction;
  timeoutSeconds: number;
}): LambdaIntegration {
  if (timeoutSeconds > streamCeilingSeconds) {
    throw new Error(
      `An integration may stream for ${streamCeilingSeconds} s at most, not ${timeoutSeconds} s.`,
    );
  }
  return new LambdaIntegration(lambda, {
    responseTransferMode: ResponseTransferMode.STREAM,
    timeout: Duration.seconds(timeoutSeconds),
    allowTestInvoke: false,
  });
}
