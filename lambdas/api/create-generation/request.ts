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

const withPrompt = z.object({ presetId: z.string().nullish(), prompt: z.string().nullish() });

/** Unknown fields are refused: a typo must not be charged. */
export const createGenerationBody = z
  .strictObject({
    prompt: optional(textUpTo(maxPromptLength)),
    negativePrompt: optional(textUpTo(maxPromptLength)),
    presetId: optional(textUpTo(maxIdLength)),
    variables: optional(z.record(z.string(), z.unknown())),
    aspectRatio: optional(z.enum(aspectRatios)),
    resolution: optional(z.enum(resolutions)),
    sampleCount: optional(z.int().min(1).max(10)),
    modelVersion: optional(textUpTo(maxIdLength)).transform((id) => (id === '' ? undefined : id)),
    isPublic: optional(z.boolean()),
    refImageBase64: optional(
      z.array(z.strictObject({ mimeType: z.string(), data: z.string() })).max(maxReferences),
    ),
    refImageUrls: optional(z.array(z.string()).max(maxReferences)),
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
export const createGenerationQuery = responseFormatQuery.extend({ async: queryBoolean.default(false) });
