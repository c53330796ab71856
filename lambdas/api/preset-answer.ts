import * as z from 'zod';
import { type Preset, presetFields } from '../domain/presets/preset.ts';

/** A preset as it is read. */
export const presetResponse = z.object({
  id: z.string(),
  ...presetFields.shape,
  builtIn: z.boolean().describe('Comes with the service: readable by every team, and read-only.'),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});

export function presetAnswer({
  presetId,
  isBuiltIn,
  createdAtMillis,
  updatedAtMillis,
  ...fields
}: Preset): z.input<typeof presetResponse> {
  return {
    id: presetId,
    ...fields,
    negativePrompt: fields.negativePrompt ?? null,
    modelVersion: fields.modelVersion ?? null,
    aspectRatio: fields.aspectRatio ?? null,
    resolution: fields.resolution ?? null,
    builtIn: isBuiltIn,
    createdAt: new Date(createdAtMillis).toISOString(),
    updatedAt: new Date(updatedAtMillis).toISOString(),
  };
}
