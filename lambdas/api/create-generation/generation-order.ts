import type { Credits } from '../../domain/credits/amount.ts';
import type { AiModelConfig } from '../../domain/generation/ai-model-config.ts';
import type { AspectRatio } from '../../domain/generation/aspect-ratio.ts';
import type { Resolution } from '../../domain/generation/resolution.ts';
import { type DrawPlan, drawPlanOf } from '../../domain/jobs/draw-plan.ts';
import type { TeamDefaults } from '../../domain/teams/team.ts';
import { type Failure, invalidRequest } from '../../http/failure.ts';
import { isLongerThan } from '../../http/text.ts';
import type { ComposedPrompt } from './compose-prompt.ts';
import type { GenerationRequest } from './request.ts';

/** A request with everything filled in that it left open, that the model can serve. */
export type GenerationOrder = {
  readonly model: AiModelConfig;
  /** The name by which the model was found: its id, or an alias. */
  readonly requested: string;
  readonly prompt: string;
  readonly userPrompt: string;
  readonly presetId: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly negativePrompt: string | null;
  readonly aspectRatio: AspectRatio;
  readonly resolution: Resolution;
  readonly plan: DrawPlan;
  readonly fallback: DrawPlan | null;
  readonly unitCost: Credits;
  readonly sampleCount: number;
  readonly isPublic: boolean;
};

type Ordered = {
  readonly body: GenerationRequest;
  readonly composed: ComposedPrompt;
  readonly team: TeamDefaults;
  readonly model: AiModelConfig;
  readonly requested: string;
  /** Who draws what the model turns away; undefined when nobody does. */
  readonly fallback: AiModelConfig | undefined;
};

/**
 * Fills in what the request leaves open: from its preset, else from its team, else from the stack. What the model cannot
 * do is refused by name; nothing is ever made smaller or fewer in silence.
 */
export function generationOrder({
  body,
  composed,
  team,
  model,
  requested,
  fallback,
}: Ordered): { readonly order: GenerationOrder } | Failure {
  const { preset, prompt, userPrompt } = composed;
  const aspectRatio = body.aspectRatio ?? preset?.aspectRatio ?? team.aspectRatio ?? '1:1';
  const resolution = body.resolution ?? preset?.resolution ?? team.resolution ?? 'standard';
  const { sampleCount = 1, isPublic = false, variables = {} } = body;

  const references = referencesOf(body, composed);
  const wanted = { prompt, aspectRatio, resolution, sampleCount, references };
  const refusal = unserved(model, wanted);
  if (refusal !== undefined) return refusal;
  const plan = drawPlanOf(model, aspectRatio, resolution);
  const unitCost = model.credits[resolution];
  if (plan === undefined || unitCost === undefined) {
    throw new Error(`The catalogue entry ${model.id} has no size or cost for ${resolution} ${aspectRatio}.`);
  }
  const order = {
    model,
    requested,
    prompt,
    userPrompt,
    aspectRatio,
    resolution,
    sampleCount,
    isPublic,
    variables: givenOf(variables),
  };
  return {
    order: {
      ...order,
      presetId: preset?.presetId ?? null,
      negativePrompt: firstText(body.negativePrompt, preset?.negativePrompt, team.negativePrompt),
      plan,
      fallback: fallbackPlan(fallback, wanted),
      unitCost,
    },
  };
}

/** Pictures that come with the request, from all sources. */
function referencesOf(body: GenerationRequest, { files }: ComposedPrompt): number {
  const { refImageBase64 = [], refImageUrls = [], refImageUploads = [] } = body;
  return refImageBase64.length + refImageUrls.length + refImageUploads.length + files.length;
}

type Wanted = Pick<GenerationOrder, 'prompt' | 'aspectRatio' | 'resolution' | 'sampleCount'> & {
  readonly references: number;
};

function unserved(model: AiModelConfig, wanted: Wanted): Failure | undefined {
  const { prompt, aspectRatio, resolution, sampleCount, references } = wanted;

  if (isLongerThan(prompt, model.maxPromptLength)) {
    const message = `Must be at most ${model.maxPromptLength} characters long for the model ${model.id}, preset included.`;
    return invalidRequest([{ path: 'prompt', message }]);
  }
  if (!model.aspectRatios.includes(aspectRatio)) {
    return {
      code: 'unsupported_aspect_ratio',
      error: `The model ${model.id} does not draw in ${aspectRatio}.`,
      supported: [...model.aspectRatios],
    };
  }
  if (!model.resolutions.includes(resolution)) {
    return {
      code: 'unsupported_resolution',
      error: `The model ${model.id} does not draw in the resolution ${resolution}.`,
      supported: [...model.resolutions],
    };
  }
  if (sampleCount > model.maxSampleCount) {
    return {
      code: 'unsupported_sample_count',
      error: `The model ${model.id} makes at most ${model.maxSampleCount} images at once.`,
      supported: countsUpTo(1, model.maxSampleCount),
    };
  }
  if (references > model.maxReferenceImages) {
    return {
      code: 'unsupported_reference_images',
      error: `The model ${model.id} takes at most ${model.maxReferenceImages} reference images, not ${references}.`,
      supported: countsUpTo(0, model.maxReferenceImages),
    };
  }
  return undefined;
}

/** A fallback that cannot serve this very order is none. */
function fallbackPlan(fallback: AiModelConfig | undefined, wanted: Wanted): DrawPlan | null {
  if (fallback === undefined || unserved(fallback, wanted) !== undefined) return null;
  return drawPlanOf(fallback, wanted.aspectRatio, wanted.resolution) ?? null;
}

function countsUpTo(least: number, most: number): number[] {
  return Array.from({ length: most - least + 1 }, (_, index) => least + index);
}

/** An empty text is none. */
function firstText(...texts: readonly (string | null | undefined)[]): string | null {
  return texts.find((text) => text !== undefined && text !== null && text.trim() !== '') ?? null;
}

/** `null` means absent here too. */
function givenOf(variables: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== null));
}
