import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type * as z from 'zod';
import { billedProviders, secretNameOf, setUpOf } from '../providers.ts';
import type { RouteContext } from './route-function.ts';
import type { ServiceFunction } from './service-function.ts';
import { leadingKeys, tableAccess } from './table-access.ts';

/** For an environment: what a route must know of the providers that bill, as JSON. */
export function providersJson(scope: Construct, { stage, queues }: RouteContext): string {
  return Stack.of(scope).toJsonString(
    Object.fromEntries(
      billedProviders.map((provider) => [
        provider,
        {
          queueUrl: queues.byProvider[provider].queue.queueUrl,
          secret: secretNameOf(stage.name, provider),
          whatToDo: setUpOf(stage.name, provider),
          imagesPerMinute: stage.providers[provider].imagesPerMinute,
        },
      ]),
    ),
  );
}

/** Lets a route see which providers are set up, and whether they answer; it cannot read a key. */
export function seeProviders<Env extends z.ZodObject>(
  route: ServiceFunction<Env>,
  { stage, data }: RouteContext,
): void {
  const secrets = billedProviders
    .map((provider) => secretNameOf(stage.name, provider))
    .filter((name) => name !== '');
  route.allow(
    'SeeWhichKeysAreInPlace',
    ['secretsmanager:DescribeSecret'],
    secrets.map((name) => secretArn(route, name)),
  );
  route.allow('SeeProviders', tableAccess.look, [data.tables.catalogue.tableArn], leadingKeys('provider#*'));
}

/** Secrets Manager ends the name of every secret with six characters of its own. */
export function secretArn(scope: Construct, secretName: string): string {
  const { partition, region, account } = Stack.of(scope);
  return `arn:${partition}:secretsmanager:${region}:${account}:secret:${secretName}-??????`;
}
