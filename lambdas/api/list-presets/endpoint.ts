import type { Presets } from '../../domain/presets/preset.ts';
import { type Access, authenticated } from '../../http/authenticated.ts';
import { ok } from '../../http/reply.ts';
import { presetAnswer } from '../preset-answer.ts';
import { listPresetsResponse } from './response.ts';

export type ListPresetsDependencies = { readonly access: Access; readonly presets: Pick<Presets, 'list'> };

/** The team's presets and the built-in ones, by name. */
export function listPresets({ access, presets }: ListPresetsDependencies) {
  return authenticated(access, async (_, { teamId }) => {
    const found = await presets.list(teamId);
    return ok(listPresetsResponse, { presets: found.map(presetAnswer) });
  });
}
