import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type * as z from 'zod';
import { createGenerationEnv } from '../../lambdas/api/create-generation/env.ts';
import { getGenerationEnv } from '../../lambdas/api/get-generation/env.ts';
import { getHealthEnv } from '../../lambdas/api/get-health/env.ts';
import { getImageEnv } from '../../lambdas/api/get-image/env.ts';
import { getUsageEnv } from '../../lambdas/api/get-usage/env.ts';
import { listLibraryEnv } from '../../lambdas/api/list-library/env.ts';
import { noRouteEnv } from '../../lambdas/api/no-route/env.ts';
import { allowedMethods, type RouteEntry } from '../api/routes.ts';
import type { DataStack } from '../data-stack.ts';
import type { Stage } from '../stages.ts';
import { timing } from '../workflow/timing.ts';
import { ServiceFunction } from './service-function.ts';
import { tableAccess } from './table-access.ts';

type ApiFunctionsProps = {
  readonly stage: Stage;
  readonly data: DataStack;
  readonly stateMachine: StateMachine;
};
type ApiFunction = { readonly lambda: LambdaFunction; readonly timeoutSeconds: number };

const readTimeoutSeconds = 29;

/** One function per route. Those with a key may look keys up; none but the POST may write anything. */
export class ApiFunctions extends Construct {
  readonly functions: Readonly<Record<RouteEntry, ApiFunction>>;
  readonly noRoute: ApiFunction;

  constructor(scope: Construct, id: string, props: ApiFunctionsProps) {
    super(scope, id);
    const { tables, cdnUrl } = props.data;
    const keys = { CATALOGUE_TABLE: tables.catalogue.tableName };
    const reader = <Env extends z.ZodObject>(
      name: string,
      entry: RouteEntry | 'api/no-route',
      env: Env,
      environment: { readonly [Name in keyof z.input<Env>]: string },
    ) => this.#reader(props.stage, { name, entry, env, environment });

    const getGeneration = reader('GetGeneration', 'api/get-generation', getGenerationEnv, {
      ...keys,
      JOBS_TABLE: tables.jobs.tableName,
      CDN_URL: cdnUrl,
    });
    const pictures = { ...keys, IMAGES_TABLE: tables.images.tableName, CDN_URL: cdnUrl };
    const listLibrary = reader('ListLibrary', 'api/list-library', listLibraryEnv, pictures);
    const getImage = reader('GetImage', 'api/get-image', getImageEnv, pictures);
    const getUsage = reader('GetUsage', 'api/get-usage', getUsageEnv, {
      ...keys,
      CREDITS_TABLE: tables.credits.tableName,
    });
    const createGeneration = this.#createGeneration(props);

    for (const route of [createGeneration, getGeneration, listLibrary, getImage, getUsage]) {
      route.allow('FindKey', tableAccess.look, [tables.catalogue.tableArn]);
    }
    getGeneration.allow('ReadJob', tableAccess.look, [tables.jobs.tableArn]);
    listLibrary.allow('ReadLibrary', tableAccess.read, [tables.images.tableArn]);
    getImage.allow('ReadImage', tableAccess.look, [tables.images.tableArn]);
    getUsage.allow('ReadBalance', tableAccess.look, [tables.credits.tableArn]);

    const read = ({ lambda }: { lambda: LambdaFunction }) => ({ lambda, timeoutSeconds: readTimeoutSeconds });
    this.functions = {
      'api/create-generation': {
        lambda: createGeneration.lambda,
        timeoutSeconds: timing.syncFunctionTimeoutSeconds,
      },
      'api/get-generation': read(getGeneration),
      'api/list-library': read(listLibrary),
      'api/get-image': read(getImage),
      'api/get-usage': read(getUsage),
      'api/get-health': read(reader('GetHealth', 'api/get-health', getHealthEnv, {})),
    };
    this.noRoute = read(reader('NoRoute', 'api/no-route', noRouteEnv, { ALLOWED_METHODS: allowedMethods() }));
  }

  #reader<Env extends z.ZodObject>(
    stage: Stage,
    route: {
      readonly name: string;
      readonly entry: string;
      readonly env: Env;
      readonly environment: { readonly [Name in keyof z.input<Env>]: string };
    },
  ): ServiceFunction<Env> {
    return new ServiceFunction(this, route.name, {
      ...route,
      stage,
      onFailure: 'this one route answers 500; jobs go on.',
      timeoutSeconds: readTimeoutSeconds,
      memoryMegabytes: 512,
    });
  }

  #createGeneration({ stage, data, stateMachine }: ApiFunctionsProps) {
    const { jobs, credits, catalogue } = data.tables;
    const route = new ServiceFunction(this, 'CreateGeneration', {
      stage,
      entry: 'api/create-generation',
      env: createGenerationEnv,
      environment: {
        JOBS_TABLE: jobs.tableName,
        CREDITS_TABLE: credits.tableName,
        CATALOGUE_TABLE: catalogue.tableName,
        STATE_MACHINE_ARN: stateMachine.stateMachineArn,
        CDN_URL: data.cdnUrl,
        SYNC_WAIT_SECONDS: String(stage.syncWaitSeconds),
        JOB_DEADLINE_SECONDS: String(timing.jobDeadlineSeconds),
        DEFAULT_MODEL: stage.defaultModel,
        SANDBOX_MODELS: stage.sandboxModels ? 'on' : 'off',
      },
      onFailure: 'no new generations are accepted; those that were accepted go on.',
      timeoutSeconds: timing.syncFunctionTimeoutSeconds,
      memoryMegabytes: 512,
    });
    route.allow('AcceptAndPollJob', [...tableAccess.look, ...tableAccess.add], [jobs.tableArn]);
    route.allow('ReadBalance', tableAccess.look, [credits.tableArn]);
    route.allow('StartJob', ['states:StartExecution'], [stateMachine.stateMachineArn]);
    return route;
  }
}
