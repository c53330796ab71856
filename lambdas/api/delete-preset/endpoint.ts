import type { Presets } from '../../domain/presets/preset.ts';
import { type Access, authenticated } from '../../http/authenticated.ts';
import { noContent } from '../../http/reply.ts';
import { notFound } from '../not-found.ts';
import { readOnlyPreset } from '../read-only-preset.ts';

export type DeletePresetDependencies = {
  readonly access: Access;
  readonly presets: Pick<Presets, 'find' | 'remove'>;
};

/** Deletes a preset of the caller's team. Its pictures keep its id. */
export function deletePreset({ access, presets }: DeletePresetDependencies) {
  return authenticated(access, async ({ pathParameters }, { teamId }) => {
    const presetId = pathParameters['presetId'] ?? '';
    const existing = await presets.find(teamId, presetId);
    if (existing?.isBuiltIn === true) return readOnlyPreset;

    return existing !== undefined && (await presets.remove(teamId, presetId)) ? noContent() : notFound;
  });
}
