import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type * as z from 'zod';
import type { RouteEntry } from '../api/routes.ts';
import type { DataStack } from '../data-stack.ts';
import type { ProviderQueues } from '../queues/provider-queues.ts';
import type { Stage } from '../stages.ts';
import { ServiceFunction, type ServiceFunctionProps } from './service-function.ts';
import { leadingKeys, tableAccess } from './table-access.ts';

/** API Gateway gives a buffered answer 29 s; no route that does not wait needs more. */
const readTimeoutSeconds = 29;

export type ApiFunction = { readonly lambda: LambdaFunction; readonly timeoutSeconds: number };

/** Who answers some of the routes. */
export type ApiFunctionsOf<Entries extends RouteEntry> = Readonly<Record<Entries, ApiFunction>>;

export type RouteContext = {
  readonly stage: Stage;
  readonly data: DataStack;
  readonly queues: ProviderQueues;
};

type RouteProps<Env extends z.ZodObject> = Pick<
  ServiceFunctionProps<Env>,
  'env' | 'environment' | 'savesMemory' | 'packageFiles' | 'reservedConcurrency'
> & {
  readonly entry: RouteEntry | 'api/no-route';
  /** What a caller notices; the usual one for routes that only read. */
  readonly onFailure?: string;
  readonly timeoutSeconds?: number;
  readonly memoryMegabytes?: number;
};

/** A function behind a route that anybody may call. It may do nothing yet but write its log. */
export function openRoute<Env extends z.ZodObject>(
  scope: Construct,
  { stage }: RouteContext,
  {
    timeoutSeconds = readTimeoutSeconds,
    memoryMegabytes = 512,
    onFailure = 'this one route answers 500; jobs go on.',
    ...route
  }: RouteProps<Env>,
): ServiceFunction<Env> {
  const props = { ...route, stage, timeoutSeconds, memoryMegabytes, onFailure };
  return new ServiceFunction(scope, constructIdOf(route.entry), props);
}

/** A function behind a route with a key: it may find the key's team, and count the request. */
export function keyedRoute<Env extends z.ZodObject>(
  scope: Construct,
  context: RouteContext,
  props: RouteProps<Env>,
): ServiceFunction<Env> {
  const route = openRoute(scope, context, props);
  const catalogue = [context.data.tables.catalogue.tableArn];
  route.allow('FindTeam', tableAccess.look, catalogue, leadingKeys('key#*', 'team#*'));
  route.allow('CountRequest', tableAccess.change, catalogue, leadingKeys('requests#*'));
  return route;
}

export function answering(
  { lambda }: { readonly lambda: LambdaFunction },
  timeoutSeconds = readTimeoutSeconds,
): ApiFunction {
  return { lambda, timeoutSeconds };
}

/** `api/get-image` → `GetImage` */
function constructIdOf(entry: string): string {
  return entry
    .replace(/^api\//, '')
    .replace(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase());
}
