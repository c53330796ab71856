import * as z from 'zod';
import { aspectRatios } from '../generation/aspect-ratio.ts';
import { resolutions } from '../generation/resolution.ts';
import { maxFilesOf, requirement } from './requirement.ts';
import { oddPlaceholdersOf, placeholdersOf, promptPlaceholder } from './template.ts';

const maxTemplateLength = 8000;
const maxRequirements = 50;
/** Letters of its JSON: four bytes each still fit DynamoDB's 400 KB. */
const maxPresetLength = 90_000;

const wellFormed = (text: string) => text.isWellFormed();
const text = (maxLength: number) =>
  z
    .string()
    .max(2 * maxLength)
    .refine(wellFormed, 'Must be well-formed Unicode.')
    .refine((value) => [...value].length <= maxLength, `Must be at most ${maxLength} characters long.`)
    .meta({ maxLength });
const absentWhenNull = <Schema extends z.ZodType>(schema: Schema) => schema.nullish();

/** What a person writes of a preset. */
export const presetFields = z
  .strictObject({
    name: text(200).refine((name) => name.trim() !== '', 'Must not be empty.'),
    /** The prompt, with `{{key}}` for each requirement and `{{prompt}}` for the caller's own words. */
    template: text(maxTemplateLength).refine((value) => value.trim() !== '', 'Must not be empty.'),
    negativePrompt: absentWhenNull(text(maxTemplateLength)),
    modelVersion: absentWhenNull(z.string().min(1).max(200)),
    aspectRatio: absentWhenNull(z.enum(aspectRatios)),
    resolution: absentWhenNull(z.enum(resolutions)),
    requirements: z.array(requirement).max(maxRequirements).default([]),
  })
  .refine(
    (preset) => JSON.stringify(preset).length <= maxPresetLength,
    `Must be at most ${maxPresetLength} letters long as JSON; shorten the lists of options.`,
  )
  .superRefine(({ template, requirements }, context) => {
    const issue = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    const keys = requirements.map(({ key }) => key);

    for (const [index, key] of keys.entries()) {
      if (keys.indexOf(key) !== index) issue(['requirements', index, 'key'], 'Is used twice.');
      const numbered = requirements.find(
        (other) => other.type === 'file' && key.replace(/_\d+$/, '') === other.key && key !== other.key,
      );
      // In a form, photo_1 is a file of photo.
      if (numbered !== undefined) {
        issue(['requirements', index, 'key'], `Could be mistaken for a file of "${numbered.key}".`);
      }
    }
    for (const odd of oddPlaceholdersOf(template)) {
      issue(['template'], `Has ${odd}, which is no placeholder: a key has letters, digits and underscores.`);
    }
    for (const name of placeholdersOf(template)) {
      if (name === promptPlaceholder || keys.includes(name)) continue;
      issue(['template'], `Has the placeholder {{${name}}}, and no requirement has that key.`);
    }
    for (const asked of requirements) {
      if (asked.type !== 'file' || !placeholdersOf(template).has(asked.key)) continue;
      issue(['template'], `Has the placeholder {{${asked.key}}}, which is a file and no text.`);
    }
    const files = requirements.reduce(
      (sum, asked) => sum + (asked.type === 'file' ? maxFilesOf(asked) : 0),
      0,
    );
    if (files > 20) issue(['requirements'], `May take 20 files in all, not ${files}.`);
  });

export type PresetFields = z.output<typeof presetFields>;

export type Preset = PresetFields & {
  readonly presetId: string;
  /** Comes with the service and is read-only; readable by every team. */
  readonly isBuiltIn: boolean;
  readonly createdAtMillis: number;
  readonly updatedAtMillis: number;
};

/** An id that could never be one of ours is nobody's. */
export const presetIdPattern = /^preset_[A-Za-z0-9_]{1,100}$/;

/** A team's presets and the built-in ones. All may throw `StoreUnavailable`. */
export interface Presets {
  /** By name. */
  list(teamId: string): Promise<readonly Preset[]>;
  /** `undefined` when there is none, or it is another team's. */
  find(teamId: string, presetId: string): Promise<Preset | undefined>;
  /** New, or in the place of what is there. */
  put(teamId: string, preset: Preset): Promise<void>;
  /** Only in the place of what is there; whether there was something. */
  replace(teamId: string, preset: Preset): Promise<boolean>;
  /** Whether there was one. */
  remove(teamId: string, presetId: string): Promise<boolean>;
}
