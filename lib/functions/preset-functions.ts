import type { Construct } from 'constructs';
import { createPresetEnv } from '../../lambdas/api/create-preset/env.ts';
import { deletePresetEnv } from '../../lambdas/api/delete-preset/env.ts';
import { getPresetEnv } from '../../lambdas/api/get-preset/env.ts';
import { listPresetsEnv } from '../../lambdas/api/list-presets/env.ts';
import { putPresetEnv } from '../../lambdas/api/put-preset/env.ts';
import { type ApiFunctionsOf, answering, keyedRoute, type RouteContext } from './route-function.ts';
import { leadingKeys, tableAccess } from './table-access.ts';

type PresetRoutes =
  | 'api/list-presets'
  | 'api/get-preset'
  | 'api/create-preset'
  | 'api/put-preset'
  | 'api/delete-preset';

const ofPresets = leadingKeys('presets#*');

/** The functions that keep teams' presets. */
export function presetFunctions(scope: Construct, context: RouteContext): ApiFunctionsOf<PresetRoutes> {
  const { catalogue } = context.data.tables;
  const environment = { CATALOGUE_TABLE: catalogue.tableName };
  const list = keyedRoute(scope, context, { entry: 'api/list-presets', env: listPresetsEnv, environment });
  const get = keyedRoute(scope, context, { entry: 'api/get-preset', env: getPresetEnv, environment });
  const create = keyedRoute(scope, context, {
    entry: 'api/create-preset',
    env: createPresetEnv,
    environment,
  });
  const put = keyedRoute(scope, context, { entry: 'api/put-preset', env: putPresetEnv, environment });
  const remove = keyedRoute(scope, context, {
    entry: 'api/delete-preset',
    env: deletePresetEnv,
    environment,
  });

  const table = [catalogue.tableArn];
  list.allow('ListPresets', tableAccess.list, table, ofPresets);
  get.allow('ReadPreset', tableAccess.look, table, ofPresets);
  create.allow('AddPreset', tableAccess.add, table, ofPresets);
  put.allow('ReplacePreset', [...tableAccess.look, ...tableAccess.add], table, ofPresets);
  remove.allow('RemovePreset', [...tableAccess.look, ...tableAccess.remove], table, ofPresets);

  return {
    'api/list-presets': answering(list),
    'api/get-preset': answering(get),
    'api/create-preset': answering(create),
    'api/put-preset': answering(put),
    'api/delete-preset': answering(remove),
  };
}
