import type { Clock } from '../../domain/clock.ts';
import type { Presets } from '../../domain/presets/preset.ts';
import { type Access, authenticated } from '../../http/authenticated.ts';
import { jsonBody } from '../../http/json-body.ts';
import { ok } from '../../http/reply.ts';
import { notFound } from '../not-found.ts';
import { presetAnswer, presetResponse } from '../preset-answer.ts';
import { fieldsOf, presetBody } from '../preset-body.ts';
import { readOnlyPreset } from '../read-only-preset.ts';

export type PutPresetDependencies = {
  readonly access: Access;
  readonly presets: Pick<Presets, 'find' | 'replace'>;
  readonly clock: Clock;
};

/** Replaces a preset of the caller's team. Jobs that were accepted keep the prompt that they were accepted with. */
export function putPreset({ access, presets, clock }: PutPresetDependencies) {
  return authenticated(access, async (request, { teamId }) => {
    const existing = await presets.find(teamId, request.pathParameters['presetId'] ?? '');
    if (existing === undefined) return notFound;
    if (existing.isBuiltIn) return readOnlyPreset;
    const body = jsonBody(presetBody, request);
    if ('code' in body) return body;

    const { presetId, isBuiltIn, createdAtMillis } = existing;
    const facts = { presetId, isBuiltIn, createdAtMillis, updatedAtMillis: clock.nowMillis() };
    const preset = { ...fieldsOf(body.value), ...facts };
    const isReplaced = await presets.replace(teamId, preset);
    return isReplaced ? ok(presetResponse, presetAnswer(preset)) : notFound;
  });
}
