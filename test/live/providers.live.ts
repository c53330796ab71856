import { defaultProvider } from '@aws-sdk/credential-provider-node';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { BedrockDirectory } from '../../lambdas/adapters/image-models/bedrock/bedrock-directory.ts';
import { BedrockModels } from '../../lambdas/adapters/image-models/bedrock/bedrock-models.ts';
import { GoogleModels } from '../../lambdas/adapters/image-models/google/google-models.ts';
import { OpenAiModels } from '../../lambdas/adapters/image-models/openai/openai-models.ts';
import type { AiModelConfig } from '../../lambdas/domain/generation/ai-model-config.ts';
import { builtInModels } from '../../lambdas/domain/generation/catalogue/built-in-models.ts';
import type { ImageModel } from '../../lambdas/domain/generation/image-model.ts';
import type { ModelDirectory } from '../../lambdas/domain/generation/model-directory.ts';
import { providerCost } from '../../lambdas/domain/generation/prices.ts';
import { drawPlanOf } from '../../lambdas/domain/jobs/draw-plan.ts';
import { drawRequest } from '../support/providers/draw-request.ts';

/** The real thing: one picture of each provider's cheapest model, for some cents, and a look at each of its models. */
const { GEMINI_API_KEY, GOOGLE_API_KEY, OPENAI_API_KEY, AWS_PROFILE } = process.env;
const timeoutMillis = 170_000;
const keyed = (apiKey: string) => ({ apiKey, baseUrl: '', timeoutMillis, nowMillis: Date.now });
const bedrock = { region: 'us-west-2', endpoint: '', credentials: defaultProvider({ profile: AWS_PROFILE }) };

type Live = {
  readonly provider: AiModelConfig['provider'];
  readonly key: string | undefined;
  readonly set: string;
  readonly cheapest: string;
  readonly open: (key: string) => { readonly models: ImageModel; readonly directory: ModelDirectory };
};

const both = <Models extends ImageModel & ModelDirectory>(models: Models) => ({ models, directory: models });

const lives: readonly Live[] = [
  {
    provider: 'google',
    key: GOOGLE_API_KEY ?? GEMINI_API_KEY,
    set: 'GEMINI_API_KEY',
    cheapest: 'gemini-nano-banana-2.1',
    open: (key) => both(new GoogleModels(keyed(key))),
  },
  {
    provider: 'openai',
    key: OPENAI_API_KEY,
    set: 'OPENAI_API_KEY',
    cheapest: 'gpt-image-2.5-flare',
    open: (key) => both(new OpenAiModels(keyed(key))),
  },
  {
    provider: 'bedrock',
    key: AWS_PROFILE,
    set: 'AWS_PROFILE',
    cheapest: 'stable-image-core',
    open: () => ({
      models: new BedrockModels({ ...bedrock, timeoutMillis }),
      directory: new BedrockDirectory(bedrock),
    }),
  },
];

describe.each(lives)('$provider itself', ({ provider, key, set, cheapest, open }) => {
  if (key === undefined || key === '') {
    console.warn(`SKIPPED: nothing is asked of ${provider}, for ${set} is not set.`);
  }

  it.skipIf(!key)('draws a picture of the size that the catalogue says', { timeout: 180_000 }, async () => {
    const model = builtInModels({ sandbox: false }).find(({ id }) => id === cheapest);
    const plan = (model && drawPlanOf(model, '16:9', 'low')) ?? expect.fail('It is not in the catalogue.');
    const { providerModel, drawnAspectRatio, ...asked } = plan;
    const request = drawRequest({
      ...asked,
      model: providerModel,
      prompt: 'a red paper boat on a grey lake, flat colours',
      aspectRatio: drawnAspectRatio ?? '16:9',
      resolution: 'low',
    });

    const drawn = await open(key ?? '').models.draw(request, AbortSignal.timeout(timeoutMillis));

    if (drawn.outcome !== 'image') return expect.fail(JSON.stringify(drawn));
    const { width, height } = await sharp(drawn.bytes).metadata();
    expect(width / height).toBeCloseTo(16 / 9, 1);
    if (drawnAspectRatio === null) expect([width, height]).toEqual([plan.widthPixels, plan.heightPixels]);
    expect(providerCost(providerModel, 'low', drawn.usage)).toBeGreaterThan(0);
  });

  it.skipIf(!key)('still has the models of the catalogue', { timeout: 60_000 }, async () => {
    const models = builtInModels({ sandbox: false }).filter((model) => model.provider === provider);
    const { directory } = open(key ?? '');

    const standings = await Promise.all(
      models.map(async ({ id, providerModel }) => [id, await directory.lookUp(providerModel)]),
    );

    expect(standings).toEqual(models.map(({ id }) => [id, 'there']));
  });
});
