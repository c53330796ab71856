import * as z from 'zod';

/** The longest that the value of a text requirement may be; also where the preset sets no limit. Unicode code points. */
export const maxTextLength = 2000;
export const maxFilesOfRequirement = 10;

/** Names that stand for a field of the request, so that a form cannot tell a file from a field; and what JavaScript owns. */
const reservedKeys: ReadonlySet<string> = new Set([
  'prompt',
  'negativePrompt',
  'presetId',
  'variables',
  'aspectRatio',
  'resolution',
  'sampleCount',
  'modelVersion',
  'isPublic',
  'refImageBase64',
  'refImageUrls',
  'refImageUploads',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
]);

const key = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_]{0,63}$/,
    'Must start with a letter, and hold at most 64 letters, digits and underscores.',
  )
  .refine((name) => !reservedKeys.has(name), 'Is the name of a field of the request; choose another.');

const label = z.string().max(200).optional();
const required = z.boolean().default(false);
const optionText = z.string().min(1).max(200);
/** What any store keeps and JavaScript counts exactly: 0, or from a billionth to 2^53 in size. */
export function isUsableNumber(value: number): boolean {
  const size = Math.abs(value);
  return size === 0 || (size >= 1e-9 && size <= Number.MAX_SAFE_INTEGER);
}

const finite = z.number().refine(isUsableNumber, 'Must be 0, or between 1e-9 and 9007199254740991 in size.');

export const textRequirement = z.strictObject({
  key,
  type: z.literal('text'),
  label,
  required,
  maxLength: z.int().min(1).max(maxTextLength).default(maxTextLength),
  default: z.string().max(maxTextLength).optional(),
});

export const numberRequirement = z.strictObject({
  key,
  type: z.literal('number'),
  label,
  required,
  min: finite.optional(),
  max: finite.optional(),
  default: finite.optional(),
});

export const selectRequirement = z.strictObject({
  key,
  type: z.literal('select'),
  label,
  required,
  options: z.array(optionText).min(1).max(100),
  default: optionText.optional(),
});

export const fileRequirement = z.strictObject({
  key,
  type: z.literal('file'),
  label,
  required,
  /** More than one file. */
  multiple: z.boolean().default(false),
  /** Only with `multiple`. */
  maxFiles: z.int().min(1).max(maxFilesOfRequirement).optional(),
});

/** What a preset asks of its caller. */
export const requirement = z
  .discriminatedUnion('type', [textRequirement, numberRequirement, selectRequirement, fileRequirement])
  .superRefine((asked, context) => {
    const problem = problemOf(asked);
    if (problem !== undefined) context.addIssue({ code: 'custom', ...problem });
  });

export type Requirement = z.output<typeof requirement>;
export type FileRequirement = z.output<typeof fileRequirement>;

/** How many files a file requirement takes. */
export function maxFilesOf({ multiple, maxFiles }: FileRequirement): number {
  return multiple ? (maxFiles ?? maxFilesOfRequirement) : 1;
}

function problemOf(asked: Requirement): { path: string[]; message: string } | undefined {
  switch (asked.type) {
    case 'text':
      return asked.default !== undefined && [...asked.default].length > asked.maxLength
        ? { path: ['default'], message: 'Must not be longer than maxLength.' }
        : undefined;
    case 'number': {
      const { min = -Infinity, max = Infinity } = asked;
      if (min > max) return { path: ['max'], message: 'Must not be less than min.' };
      const { default: value = Math.max(min, Math.min(max, 0)) } = asked;
      return value < min || value > max
        ? { path: ['default'], message: 'Must lie between min and max.' }
        : undefined;
    }
    case 'select':
      return asked.default !== undefined && !asked.options.includes(asked.default)
        ? { path: ['default'], message: 'Must be one of the options.' }
        : undefined;
    case 'file':
      return asked.maxFiles !== undefined && !asked.multiple
        ? { path: ['maxFiles'], message: 'Is only for a requirement with "multiple": true.' }
        : undefined;
  }
}
