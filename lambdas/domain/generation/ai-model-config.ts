import * as z from 'zod';
import { creditAmount } from '../credits/amount.ts';
import { aspectRatios } from './aspect-ratio.ts';
import { providers } from './providers.ts';
import { resolutions } from './resolution.ts';

/** What a client may name: letters, digits, dots, dashes, underscores and colons. */
const modelId = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._:-]{0,99}$/,
    'Must be 1 to 100 lower-case letters, digits, dots, dashes, underscores or colons.',
  );
const sidePixels = z.int().min(16).max(16_383);
/** Width and height. */
const pixelSize = z.tuple([sidePixels, sidePixels]);
const sizesOfRatios = z.partialRecord(z.enum(aspectRatios), pixelSize);

/** A name that a model had before, or that clients use for it. Requests by it succeed, and are told of its end. */
const modelAlias = z.strictObject({
  id: modelId,
  /** When the name was given up. */
  deprecatedAt: z.iso.date(),
  /** When the name stopped, or will stop, being served by its provider. */
  sunsetAt: z.iso.date(),
});

/**
 * What the service knows of one model: what it can draw, for how many credits, and how long it may take. Data: operators
 * change it without a deploy.
 */
export const aiModelConfig = z
  .strictObject({
    id: modelId,
    provider: z.enum(providers),
    /** How the provider calls it. */
    providerModel: z.string().min(1).max(200),
    /** False takes a model out of service; requests are answered 503. */
    isEnabled: z.boolean().default(true),
    aliases: z.array(modelAlias).max(20).default([]),
    deprecatedAt: z.iso.date().nullable().default(null),
    /** From this day on the model is retired: requests are answered 503. */
    shutdownAt: z.iso.date().nullable().default(null),
    /** Catalogue id of what to use instead. */
    replacement: modelId.nullable().default(null),
    /** An `async` model answers at once with a queued job, unless the caller asks to wait. */
    mode: z.enum(['sync', 'async']),
    aspectRatios: z.array(z.enum(aspectRatios)).min(1),
    resolutions: z.array(z.enum(resolutions)).min(1),
    /**
     * Ratios that the model has not, or not within 1 %: each is drawn in the ratio that stands beside it, and trimmed at two
     * sides. What is in neither list is refused.
     */
    crops: z.partialRecord(z.enum(aspectRatios), z.enum(aspectRatios)).default({}),
    /** Of every resolution and ratio that the model serves; of trimmed ones, after the trimming. */
    pixelSizes: z.partialRecord(z.enum(resolutions), sizesOfRatios),
    /** Of every resolution that the model serves: what one picture costs a team. */
    credits: z.partialRecord(z.enum(resolutions), creditAmount),
    /** What the provider calls the care that it takes, by resolution; absent where it has no such parameter. */
    qualities: z.partialRecord(z.enum(resolutions), z.string().min(1).max(20)).default({}),
    /** Catalogue id of the model that draws when this one has no room or cannot be used: never after a call that may be billed. */
    fallback: modelId.nullable().default(null),
    maxSampleCount: z.int().min(1).max(10),
    /** Unicode code points. */
    maxPromptLength: z.int().min(1).max(8000),
    /** Reference pictures of one request, from all sources together. */
    maxReferenceImages: z.int().min(0).max(20),
    /** The longest that one picture may take at the provider; a worker gives up then. */
    ceilingSeconds: z.int().min(1).max(600),
  })
  .superRefine(({ aspectRatios: ratios, resolutions: served, pixelSizes, credits, crops }, context) => {
    for (const cropped of aspectRatios) {
      if (crops[cropped] === undefined || ratios.includes(cropped)) continue;
      context.addIssue({
        code: 'custom',
        path: ['crops', cropped],
        message: 'Must be among aspectRatios too.',
      });
    }
    for (const resolution of served) {
      if (credits[resolution] === undefined) {
        context.addIssue({ code: 'custom', path: ['credits', resolution], message: 'Is required.' });
      }
      for (const ratio of ratios) {
        if (pixelSizes[resolution]?.[ratio] !== undefined) continue;
        context.addIssue({
          code: 'custom',
          path: ['pixelSizes', resolution, ratio],
          message: 'Is required.',
        });
      }
    }
  });

export type AiModelConfig = z.output<typeof aiModelConfig>;

/** The models that this stage knows. May throw `StoreUnavailable`. Answers may be up to 30 s old. */
export interface ModelCatalogue {
  /** By id, or by an alias. */
  find(modelVersion: string): Promise<AiModelConfig | undefined>;
  list(): Promise<readonly AiModelConfig[]>;
}
