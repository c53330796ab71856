import type { Presets } from '../../domain/presets/preset.ts';
import { type Access, authenticated } from '../../http/authenticated.ts';
import { ok } from '../../http/reply.ts';
import { notFound } from '../not-found.ts';
import { presetAnswer, presetResponse } from '../preset-answer.ts';

export type GetPresetDependencies = { readonly access: Access; readonly presets: Pick<Presets, 'find'> };

/** One preset of the caller's team, or a built-in one. */
export function getPreset({ access, presets }: GetPresetDependencies) {
  return authenticated(access, async ({ pathParameters }, { teamId }) => {
    const preset = await presets.find(teamId, pathParameters['presetId'] ?? '');
    return preset === undefined ? notFound : ok(presetResponse, presetAnswer(preset));
  });
}
