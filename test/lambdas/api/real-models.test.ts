import { describe, expect, it } from 'vitest';
import { googleModels } from '../../../lambdas/domain/generation/catalogue/google-models.ts';
import { fixedCatalogue } from '../../../lambdas/domain/generation/fixed-catalogue.ts';
import { modelAvailability } from '../../../lambdas/domain/generation/model-availability.ts';
import { close } from '../../../lambdas/domain/generation/provider-state.ts';
import { FakeProviderStates } from '../../fakes/provider-states.ts';
import { generationApi } from '../../support/generation-api.ts';

const body = { prompt: 'a lake', modelVersion: 'gemini-3-pro-image', resolution: 'low' };

function api({ inPlace = true, state = new FakeProviderStates({ imagesPerMinute: 20 }), waiting = 0 } = {}) {
  return generationApi(async () => undefined, {
    catalogue: fixedCatalogue(googleModels),
    defaultModel: 'gemini-nano-banana-2.1',
    providerStates: state,
    backlogs: { waiting: async () => waiting },
    availability: modelAvailability({
      setUps: {
        google: { isInPlace: async () => inPlace, whatToDo: 'Set GEMINI_API_KEY and start again.' },
      },
      states: state,
    }),
  });
}

describe('a request for a real model', () => {
  it('without its key is 503, and says what to set', async () => {
    const { post, store } = api({ inPlace: false });

    const { status, body: answer } = await post(body);

    expect(status).toBe(503);
    expect(answer).toMatchObject({
      code: 'model_unavailable',
      error: 'The model gemini-3-pro-image is not set up here. Set GEMINI_API_KEY and start again.',
    });
    expect(store.jobs.size).toBe(0);
  });

  it.each([
    ['credentials', null, 'refuses our key'],
    ['billing', null, 'refuses our account'],
    ['model-gone', 'gemini-3-pro-image', 'no longer has it'],
  ] as const)('that is closed for %s is 503 before a job is accepted', async (why, model, words) => {
    const state = new FakeProviderStates();
    const { post, store, clock } = api({ state });
    state.state = close(state.state, { model, why }, clock.nowMillis());

    const { status, body: answer } = await post(body);

    expect(status).toBe(503);
    expect(answer).toMatchObject({ code: 'model_unavailable', error: expect.stringContaining(words) });
    expect(store.jobs.size).toBe(0);
  });

  it('behind more than an hour of pictures is 503, and says when to ask again', async () => {
    const { post, store } = api({ waiting: 1210 });

    const { status, body: answer, headers } = await post({ ...body, sampleCount: 2 });

    expect(status).toBe(503);
    expect(answer).toMatchObject({ code: 'overloaded' });
    expect(headers['Retry-After']).toBe('36');
    expect(store.jobs.size).toBe(0);
  });

  it('behind just an hour of pictures is accepted', async () => {
    const { post, store } = api({ waiting: 1199 });

    await post(body, { query: { async: 'true' } });

    expect(store.jobs.size).toBe(1);
  });
});

describe('a model with a fallback', () => {
  const [flash, pro] = googleModels;
  const catalogue = fixedCatalogue([
    { ...(pro ?? expect.fail()), fallback: 'gemini-nano-banana-2.1' },
    flash ?? expect.fail(),
  ]);

  it('is planned with it, for an order that both can serve', async () => {
    const { post, store } = generationApi(async () => undefined, { catalogue });

    await post({ ...body, aspectRatio: '2:1' }, { query: { async: 'true' } });

    const [job] = store.jobs.values();
    expect(job).toMatchObject({
      model: 'gemini-3-pro-image',
      fallback: { model: 'gemini-nano-banana-2.1', drawnAspectRatio: '16:9', widthPixels: 1376 },
    });
  });

  it('that cannot be asked at all is drawn by its fallback from the start, and the answer says so', async () => {
    const states = new FakeProviderStates();
    const { post, store, clock } = generationApi(async () => undefined, {
      catalogue,
      providerStates: states,
      availability: modelAvailability({ setUps: {}, states }),
    });
    const gone = { model: 'gemini-3-pro-image', why: 'model-gone' } as const;
    states.state = close(states.state, gone, clock.nowMillis());

    const { body: answer } = await post(body, { query: { async: 'true' } });

    expect(answer).toMatchObject({
      data: { model: 'gemini-nano-banana-2.1', requestedModel: 'gemini-3-pro-image' },
    });
    expect([...store.jobs.values()]).toMatchObject([{ fallback: null }]);
  });
});
