import { randomBytes } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { DynamoPresets } from '../lambdas/adapters/dynamodb/presets.ts';
import { presetFields, presetIdPattern } from '../lambdas/domain/presets/preset.ts';
import { parseFile } from './parse-file.ts';

/** As the API shows a preset; with an `id`, the file names the preset that it makes or replaces. */
const presetFile = presetFields.safeExtend({
  id: z.string().regex(presetIdPattern, 'Must be preset_ and letters, digits or underscores.').nullish(),
  builtIn: z.literal(false, 'Must not be true: built-in presets come with the service.').nullish(),
  createdAt: z.string().nullish(),
  updatedAt: z.string().nullish(),
});

/** Puts a team's preset from a JSON file; jobs that were accepted keep the prompt that they were accepted with. */
export async function putPreset(
  client: DynamoDBDocumentClient,
  catalogueTable: string,
  { teamId, path, nowMillis }: { readonly teamId: string; readonly path: string; readonly nowMillis: number },
): Promise<{ presetId: string }> {
  const {
    id,
    builtIn: _,
    createdAt: _createdAt,
    updatedAt: _updatedAt,
    ...fields
  } = await parseFile(path, presetFile);
  const presets = new DynamoPresets(client, catalogueTable);
  const presetId = id ?? `preset_${randomBytes(16).toString('hex')}`;
  const existing = await presets.find(teamId, presetId);
  if (existing?.isBuiltIn === true) throw new Error(`${presetId} is built in and cannot be replaced.`);

  const createdAtMillis = existing?.createdAtMillis ?? nowMillis;
  await presets.put(teamId, {
    ...fields,
    presetId,
    isBuiltIn: false,
    createdAtMillis,
    updatedAtMillis: nowMillis,
  });
  return { presetId };
}
