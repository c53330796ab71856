import * as z from 'zod';
import { aspectRatios } from '../../domain/generation/aspect-ratio.ts';
import { resolutions } from '../../domain/generation/resolution.ts';

const named = z.object({ key: z.string(), label: z.string().optional(), required: z.boolean() });

const storedRequirement = z.discriminatedUnion('type', [
  named.extend({ type: z.literal('text'), maxLength: z.int(), default: z.string().optional() }),
  named.extend({
    type: z.literal('number'),
    min: z.number().optional(),
    max: z.number().optional(),
    default: z.number().optional(),
  }),
  named.extend({ type: z.literal('select'), options: z.array(z.string()), default: z.string().optional() }),
  named.extend({ type: z.literal('file'), multiple: z.boolean(), maxFiles: z.int().optional() }),
]);

/**
 * The stored shape of a team's preset. The rules for writing one are not asked again: a preset stays readable, and can be
 * mended or deleted, when they become stricter.
 */
export const presetRecord = z.object({
  presetId: z.string(),
  createdAtMillis: z.int(),
  updatedAtMillis: z.int(),
  fields: z.object({
    name: z.string(),
    template: z.string(),
    negativePrompt: z.string().nullish(),
    modelVersion: z.string().nullish(),
    aspectRatio: z.enum(aspectRatios).nullish(),
    resolution: z.enum(resolutions).nullish(),
    requirements: z.array(storedRequirement),
  }),
});
