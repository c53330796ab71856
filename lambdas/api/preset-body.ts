import * as z from 'zod';
import { type PresetFields, presetFields } from '../domain/presets/preset.ts';

/** A preset as a client sends it. What only we decide may be there, as an answer has it, and is ignored. */
export const presetBody = presetFields.safeExtend({
  id: z.string().nullish().describe('Ignored: the address names the preset.'),
  builtIn: z.boolean().nullish().describe('Ignored.'),
  createdAt: z.string().nullish().describe('Ignored.'),
  updatedAt: z.string().nullish().describe('Ignored.'),
});

export function fieldsOf(body: z.output<typeof presetBody>): PresetFields {
  const { id: _, builtIn: _builtIn, createdAt: _createdAt, updatedAt: _updatedAt, ...fields } = body;
  return fields;
}
