import { Construct } from 'constructs';
import { getDocsEnv } from '../../lambdas/api/get-docs/env.ts';
import { getHealthEnv } from '../../lambdas/api/get-health/env.ts';
import { getOpenapiEnv } from '../../lambdas/api/get-openapi/env.ts';
import { getUsageEnv } from '../../lambdas/api/get-usage/env.ts';
import { listLedgerEnv } from '../../lambdas/api/list-ledger/env.ts';
import { listModelsEnv } from '../../lambdas/api/list-models/env.ts';
import { noRouteEnv } from '../../lambdas/api/no-route/env.ts';
import { allowedMethods, type RouteEntry } from '../api/routes.ts';
import { type GenerationContext, generationFunctions } from './generation-functions.ts';
import { libraryFunctions } from './library-functions.ts';
import { presetFunctions } from './preset-functions.ts';
import { providersJson, seeProviders } from './provider-access.ts';
import {
  type ApiFunction,
  type ApiFunctionsOf,
  answering,
  keyedRoute,
  openRoute,
  type RouteContext,
} from './route-function.ts';
import { leadingKeys, tableAccess } from './table-access.ts';

type ServiceRoutes =
  | 'api/list-models'
  | 'api/get-usage'
  | 'api/list-ledger'
  | 'api/get-health'
  | 'api/get-openapi'
  | 'api/get-docs';

/** One function per route, each with no more than its route needs. None may move credits. */
export class ApiFunctions extends Construct {
  readonly functions: Readonly<Record<RouteEntry, ApiFunction>>;
  readonly noRoute: ApiFunction;

  constructor(scope: Construct, id: string, context: GenerationContext) {
    super(scope, id);
    this.functions = {
      ...generationFunctions(this, context),
      ...libraryFunctions(this, context),
      ...presetFunctions(this, context),
      ...this.#service(context),
    };
    this.noRoute = answering(
      openRoute(this, context, {
        entry: 'api/no-route',
        env: noRouteEnv,
        environment: { ALLOWED_METHODS: allowedMethods() },
      }),
    );
  }

  #service(context: RouteContext): ApiFunctionsOf<ServiceRoutes> {
    const { stage, data } = context;
    const { catalogue, credits, jobs } = data.tables;
    const models = keyedRoute(this, context, {
      entry: 'api/list-models',
      env: listModelsEnv,
      environment: {
        CATALOGUE_TABLE: catalogue.tableName,
        DEFAULT_MODEL: stage.defaultModel,
        PROVIDERS: providersJson(this, context),
        SANDBOX_MODELS: stage.sandboxModels ? 'on' : 'off',
      },
    });
    models.allow('ReadModels', tableAccess.list, [catalogue.tableArn], leadingKeys('models'));
    seeProviders(models, context);
    const usage = keyedRoute(this, context, {
      entry: 'api/get-usage',
      env: getUsageEnv,
      environment: { CATALOGUE_TABLE: catalogue.tableName, CREDITS_TABLE: credits.tableName },
    });
    usage.allow('ReadBalance', tableAccess.look, [credits.tableArn]);
    const ledger = keyedRoute(this, context, {
      entry: 'api/list-ledger',
      env: listLedgerEnv,
      environment: {
        CATALOGUE_TABLE: catalogue.tableName,
        CREDITS_TABLE: credits.tableName,
        JOBS_TABLE: jobs.tableName,
      },
    });
    ledger.allow('ReadLedger', tableAccess.read, [credits.tableArn]);
    ledger.allow('ReadJob', tableAccess.look, [jobs.tableArn]);
    const docs = openRoute(this, context, {
      entry: 'api/get-docs',
      env: getDocsEnv,
      environment: {},
      packageFiles: {
        packageName: 'swagger-ui-dist',
        names: ['swagger-ui-bundle.js', 'swagger-ui.css'],
        folder: 'swagger-ui',
      },
    });

    return {
      'api/list-models': answering(models),
      'api/get-usage': answering(usage),
      'api/list-ledger': answering(ledger),
      'api/get-health': answering(
        openRoute(this, context, { entry: 'api/get-health', env: getHealthEnv, environment: {} }),
      ),
      'api/get-openapi': answering(
        openRoute(this, context, { entry: 'api/get-openapi', env: getOpenapiEnv, environment: {} }),
      ),
      'api/get-docs': answering(docs),
    };
  }
}
