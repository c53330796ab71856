import type { Clock } from '../../domain/clock.ts';
import type { RandomIds } from '../../domain/jobs/random-ids.ts';
import type { Preset, Presets } from '../../domain/presets/preset.ts';
import { type Access, authenticated } from '../../http/authenticated.ts';
import { jsonBody } from '../../http/json-body.ts';
import { created } from '../../http/reply.ts';
import { presetAnswer, presetResponse } from '../preset-answer.ts';
import { fieldsOf, presetBody } from '../preset-body.ts';

export type CreatePresetDependencies = {
  readonly access: Access;
  readonly presets: Pick<Presets, 'put'>;
  readonly ids: Pick<RandomIds, 'presetId'>;
  readonly clock: Clock;
};

/** Makes a preset of the caller's team, under an id of ours. */
export function createPreset({ access, presets, ids, clock }: CreatePresetDependencies) {
  return authenticated(access, async (request, { teamId }) => {
    const body = jsonBody(presetBody, request);
    if ('code' in body) return body;

    const now = clock.nowMillis();
    const facts = { presetId: ids.presetId(), isBuiltIn: false, createdAtMillis: now, updatedAtMillis: now };
    const preset: Preset = { ...fieldsOf(body.value), ...facts };
    await presets.put(teamId, preset);
    const location = `${request.path.replace(/\/$/, '')}/${preset.presetId}`;
    return created(presetResponse, presetAnswer(preset), location);
  });
}
