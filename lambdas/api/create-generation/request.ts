import * as z from 'zod';
import { aspectRatios } from '../../domain/generation/aspect-ratio.ts';
import { resolutions } from '../../domain/generation/resolution.ts';
import { optional } from '../../http/optional.ts';
import { queryBoolean } from '../../http/query-boolean.ts';
import { textUpTo } from '../../http/text.ts';
import { responseFormatQuery } from '../response-format.ts';

const maxPromptLength = 8000;
const maxIdLength = 200;
const maxReferences = 5;
/**
 * As JSON in UTF-8. Variables stand in the job's params and in the row of each of its pictures: ten of them, with prompts
 * of the longest letters, fit the 4 MB of the transaction that completes the job, and each of them DynamoDB's 400 KB.
 */
const maxVariablesBytes = 64_000;
/** More than any address that works in practice. */
const maxUrlLength = 8000;

/**
 * Values of a body, counted before it is parsed; with every comma in its texts, one that is valid has fewer: 64,000 in variables,
 * 16,000 in prompts, 40,000 in addresses. The function waits in little memory, in which a body of two million lists does not fit.
 */
export const maxValues = 125_000;

const withPrompt = z.object({ presetId: z.string().nullish(), prompt: z.string().nullish() });

/** An empty id is none. */
const optionalId = optional(textUpTo(maxIdLength)).transform((id) => (id === '' ? undefined : id));

/** Canonical base64 (RFC 4648, 4), with or without the head of a `data:` address. */
const base64 = z
  .string()
  .transform((data) => data.replace(/^data:[^,]{0,200};base64,/, ''))
  .refine(
    (data) => data.length > 0 && data.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(data),
    'Must be base64, padded, without spaces or line breaks.',
  );

/** Unknown fields are refused: a typo must not be charged. */
export const createGenerationBody = z
  .strictObject({
    prompt: optional(textUpTo(maxPromptLength)).describe(
      "What the picture shows. With a preset: what stands for the template's {{prompt}}.",
    ),
    negativePrompt: optional(textUpTo(maxPromptLength)).describe('What the picture must not show.'),
    presetId: optionalId.describe('A preset whose template, filled with `variables`, is the prompt.'),
    variables: optional(
      z
        .record(z.string(), z.unknown())
        .refine(
          (variables) => Buffer.byteLength(JSON.stringify(variables)) <= maxVariablesBytes,
          `Must be at most ${maxVariablesBytes} bytes as JSON.`,
        ),
    ).describe(
      "Values for the preset's requirements. Of a file requirement: an uploadId, or a list of them.",
    ),
    aspectRatio: optional(z.enum(aspectRatios)).describe(
      'Width to height; 1:1 unless preset or team say else.',
    ),
    resolution: optional(z.enum(resolutions)).describe('`standard` unless preset or team say else.'),
    sampleCount: optional(z.int().min(1).max(10)).describe('How many pictures; 1 when absent.'),
    modelVersion: optionalId.describe('A model of `GET /v0/models`, by its id or an alias.'),
    isPublic: optional(z.boolean()).describe('Publishes the pictures in the gallery.'),
    refImageBase64: optional(
      z.array(z.strictObject({ mimeType: z.string().max(200), data: base64 })).max(maxReferences),
    ).describe('Reference pictures. What the bytes are wins over `mimeType`.'),
    refImageUrls: optional(z.array(z.string().min(1).max(maxUrlLength)).max(maxReferences)).describe(
      'Addresses of reference pictures, which the service fetches itself.',
    ),
    refImageUploads: optional(z.array(z.string().min(1).max(maxIdLength)).max(maxReferences)).describe(
      'Reference pictures that were uploaded with `POST /v0/uploads`.',
    ),
  })
  .refine(({ prompt }) => prompt !== undefined && prompt.trim() !== '', {
    path: ['prompt'],
    message: 'Must not be empty.',
    // Also beside other issues, so that all are told at once; but not where the prompt itself has the wrong type.
    when: ({ value }) => {
      const parsed = withPrompt.safeParse(value);
      return parsed.success && (parsed.data.presetId ?? '') === '';
    },
  });

export type GenerationRequest = z.output<typeof createGenerationBody>;

/** Unknown names are ignored. */
export const createGenerationQuery = responseFormatQuery.extend({
  async: queryBoolean.default(false).describe('Answers at once with the queued job.'),
});

export type GenerationQuery = z.output<typeof createGenerationQuery>;
