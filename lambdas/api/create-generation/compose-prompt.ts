import type { Preset, Presets } from '../../domain/presets/preset.ts';
import { readVariables } from '../../domain/presets/read-variables.ts';
import { placeholdersOf, promptPlaceholder, renderPrompt } from '../../domain/presets/template.ts';
import { type Failure, invalidRequest } from '../../http/failure.ts';
import type { FormFile } from '../../http/multipart-body.ts';
import { attachedFiles } from './attached-files.ts';
import type { ReadRequest } from './read-request.ts';

/** What a request asks for, once its preset has had its say. */
export type ComposedPrompt = {
  readonly preset: Preset | undefined;
  readonly userPrompt: string;
  /** The prompt as the model gets it. */
  readonly prompt: string;
  /** What came for the preset's file requirements, in their order. */
  readonly files: readonly (FormFile | { readonly name: string; readonly uploadId: string })[];
};

/** Renders the preset that a request names, if it names one. An edit of the preset later changes nothing here. */
export async function composePrompt(
  { body, files }: Pick<ReadRequest, 'body' | 'files'>,
  teamId: string,
  presets: Pick<Presets, 'find'>,
): Promise<ComposedPrompt | Failure> {
  const { presetId, variables = {}, prompt = '' } = body;
  const userPrompt = prompt.trim() === '' ? '' : prompt;
  const preset = presetId === undefined ? undefined : await presets.find(teamId, presetId);
  if (presetId !== undefined && preset === undefined) {
    return { code: 'unknown_preset', error: `There is no preset "${presetId}".` };
  }
  const read = attachedFiles(files, preset);
  if ('code' in read) return read;
  if (preset === undefined) return withoutPreset(userPrompt, variables);

  return withPreset(preset, userPrompt, variables, read.attached);
}

function withoutPreset(
  userPrompt: string,
  variables: Readonly<Record<string, unknown>>,
): ComposedPrompt | Failure {
  if (Object.keys(variables).length === 0) {
    return { preset: undefined, userPrompt, prompt: userPrompt, files: [] };
  }
  return {
    code: 'unknown_variable',
    error: 'Variables belong to a preset, and the request names none.',
    requirements: [],
  };
}

function withPreset(
  preset: Preset,
  userPrompt: string,
  variables: Readonly<Record<string, unknown>>,
  attached: ReadonlyMap<string, readonly FormFile[]>,
): ComposedPrompt | Failure {
  const { template, requirements } = preset;
  const counts = new Map([...attached].map(([key, found]) => [key, found.length]));
  const read = readVariables(requirements, variables, counts);
  if ('code' in read) return { ...read, requirements };
  if (placeholdersOf(template).has(promptPlaceholder) && userPrompt === '') {
    return invalidRequest([
      { path: 'prompt', message: "Must not be empty: the preset's template has a place for it." },
    ]);
  }

  const prompt = renderPrompt(template, userPrompt, read.texts);
  if (prompt === '') {
    const message = 'Must give the template something to say: without them the prompt is empty.';
    return invalidRequest([{ path: 'variables', message }]);
  }

  return {
    preset,
    userPrompt,
    prompt,
    files: requirements.flatMap(({ key }) => [
      ...(attached.get(key) ?? []),
      ...(read.uploads.get(key) ?? []).map((uploadId) => ({ name: key, uploadId })),
    ]),
  };
}
