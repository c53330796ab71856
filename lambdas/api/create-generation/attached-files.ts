import type { Preset } from '../../domain/presets/preset.ts';
import { type Failure, invalidRequest } from '../../http/failure.ts';
import type { FormFile } from '../../http/multipart-body.ts';

/** Files of a form by the requirement that they are for, in the order of their numbers. */
export type AttachedFiles = ReadonlyMap<string, readonly FormFile[]>;

/** `photo` and `photo_3` are files of the requirement `photo`; gaps do not matter. A part of nobody is refused. */
export function attachedFiles(
  files: readonly FormFile[],
  preset: Preset | undefined,
): { readonly attached: AttachedFiles } | Failure {
  const keys = new Set(
    (preset?.requirements ?? []).filter(({ type }) => type === 'file').map(({ key }) => key),
  );
  const places = files.map((file) => ({ file, ...placeOf(file.name, keys) }));
  const strangers = places.filter(({ key }) => key === undefined);
  if (strangers.length > 0) {
    const message =
      preset === undefined
        ? 'Is a file, and files are for the requirements of a preset; name one with presetId.'
        : `Is a file, and the preset takes files for: ${[...keys].join(', ') || 'nothing'}.`;
    return invalidRequest(strangers.map(({ file }) => ({ path: file.name.slice(0, 100), message })));
  }

  const sorted = places.toSorted((a, b) => a.number - b.number);
  const byKey = Map.groupBy(sorted, ({ key }) => key ?? '');
  return { attached: new Map([...byKey].map(([key, found]) => [key, found.map(({ file }) => file)])) };
}

/** A part without a number comes before those with one. */
function placeOf(
  name: string,
  keys: ReadonlySet<string>,
): { readonly key: string | undefined; readonly number: number } {
  if (keys.has(name)) return { key: name, number: -1 };

  const [, key = '', digits] = /^(.+)_(\d{1,9})$/.exec(name) ?? [];
  return keys.has(key) ? { key, number: Number(digits) } : { key: undefined, number: 0 };
}
