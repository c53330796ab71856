import { describe, expect, it } from 'vitest';
import type { AiModelConfig } from '../../../lambdas/domain/generation/ai-model-config.ts';
import { openAiModels } from '../../../lambdas/domain/generation/catalogue/openai-models.ts';
import type { ModelStanding } from '../../../lambdas/domain/generation/model-directory.ts';
import { close, closureOf } from '../../../lambdas/domain/generation/provider-state.ts';
import { checkModels } from '../../../lambdas/queue/generate/check-models.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { FakeProviderStates } from '../../fakes/provider-states.ts';

async function check({
  standings = {},
  changes = {},
  states = new FakeProviderStates(),
}: {
  standings?: Record<string, ModelStanding>;
  changes?: Partial<AiModelConfig>;
  states?: FakeProviderStates;
}) {
  const clock = new ManualClock();
  const told: string[] = [];
  const asked: string[] = [];
  const [first, ...others] = openAiModels;
  const models = [{ ...(first ?? expect.fail()), ...changes }, ...others];
  await checkModels({
    provider: 'openai',
    catalogue: {
      list: async () => [...models, { ...(first ?? expect.fail()), provider: 'google' as const }],
    },
    directory: {
      lookUp: async (model) => {
        asked.push(model);
        return standings[model] ?? 'there';
      },
    },
    states,
    clock,
    report: {
      model: (id, standing) => told.push(`${id} ${standing}`),
      counts: ({ gone, ending }) => told.push(`${gone} gone, ${ending} ending`),
    },
  })();
  const isClosed = (model: string, afterHours = 0) =>
    closureOf(states.state, model, clock.nowMillis() + afterHours * 3_600_000) !== undefined;
  return { told, asked, isClosed };
}

describe('the daily look at the models of a provider', () => {
  it('asks for each of its own, and finds nothing to tell while they live', async () => {
    const { told, asked } = await check({});

    expect(asked).toEqual(['gpt-image-2.5-flare', 'gpt-image-2.5-sunburst', 'gpt-image-2']);
    expect(told).toEqual(['0 gone, 0 ending']);
  });

  it('closes one that is gone until the next look, and tells', async () => {
    const { told, isClosed } = await check({ standings: { 'gpt-image-2': 'gone' } });

    expect(told).toEqual(['gpt-image-2 gone', '1 gone, 0 ending']);
    expect([isClosed('gpt-image-2', 24), isClosed('gpt-image-2', 25)]).toEqual([true, false]);
    expect(isClosed('gpt-image-2.5-flare')).toBe(false);
  });

  it('opens one that is there again', async () => {
    const states = new FakeProviderStates();
    const now = new ManualClock().nowMillis();
    states.state = close(states.state, { model: 'gpt-image-2', why: 'model-gone' }, now);

    const { isClosed } = await check({ states });

    expect(isClosed('gpt-image-2')).toBe(false);
  });

  it('leaves everything as it is when the provider does not say', async () => {
    const states = new FakeProviderStates();
    const now = new ManualClock().nowMillis();
    states.state = close(states.state, { model: 'gpt-image-2', why: 'model-gone' }, now);

    const { isClosed, told } = await check({ states, standings: { 'gpt-image-2': 'unknown' } });

    expect(isClosed('gpt-image-2')).toBe(true);
    expect(told).toEqual(['0 gone, 0 ending']);
  });

  it.each([
    ['that its provider calls legacy', { 'gpt-image-2.5-flare': 'ending' }, {}],
    ['that ends within a month', {}, { shutdownAt: '2026-12-23' }],
  ] as const)('tells of one %s', async (_, standings, changes) => {
    expect((await check({ standings, changes })).told).toEqual([
      'gpt-image-2.5-flare ending',
      '0 gone, 1 ending',
    ]);
  });

  it.each([
    ['ends later than that', { shutdownAt: '2026-12-24' }, 3],
    ['was shut down already', { shutdownAt: '2026-11-23' }, 2],
    ['is out of service', { isEnabled: false }, 2],
  ])('says nothing of one that %s', async (_, changes, count) => {
    const { told, asked } = await check({ changes });

    expect(told).toEqual(['0 gone, 0 ending']);
    expect(asked).toHaveLength(count);
  });
});
