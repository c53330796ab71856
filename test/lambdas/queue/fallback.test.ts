import { describe, expect, it } from 'vitest';
import { builtInModels } from '../../../lambdas/domain/generation/catalogue/built-in-models.ts';
import { modelNamed } from '../../../lambdas/domain/generation/model-life-cycle.ts';
import { openGate } from '../../../lambdas/domain/generation/provider-gate.ts';
import { drawPlanOf } from '../../../lambdas/domain/jobs/draw-plan.ts';
import { drawing, sample, someoneElse } from '../../support/drawing-sample.ts';

const core = modelNamed(builtInModels({ sandbox: false }), 'stable-image-core');
const fallback = (core && drawPlanOf(core, '16:9', 'standard')) ?? null;
const job = { fallback, resolution: 'standard', widthPixels: 1, providerModel: 'gpt-image-2' } as const;

describe('a sample of a job with a fallback', () => {
  it.each([
    ['has no key or credit', { outcome: 'unavailable', why: 'billing', reason: 'no money' }, 1],
    ['is full, five times', { outcome: 'busy', reason: 'full' }, 5],
  ] as const)('is passed on when its model %s', async (_, answer, attempts) => {
    const { run } = drawing({ job, answers: Array.from({ length: attempts }, () => answer) });

    for (let attempt = 1; attempt < attempts; attempt += 1) await run();

    expect(await run()).toMatchObject({ result: 'lost', loss: { name: 'ModelPassedOn' } });
  });

  it('is passed on when its model is closed, and asks nobody', async () => {
    const closure = { model: null, why: 'billing' as const, untilMillis: Number.MAX_SAFE_INTEGER };
    const gate = { ...openGate, enter: async () => ({ entry: 'now' as const, closureOf: () => closure }) };
    const { run, calls } = drawing({ job, gate });

    expect(await run()).toMatchObject({ result: 'lost', loss: { name: 'ModelPassedOn' } });
    expect(calls()).toBe(0);
  });

  it.each([
    [{ outcome: 'ambiguous', reason: 'cut off' }, 'AnswerLost'],
    [{ outcome: 'blocked', stage: 'input', reason: 'no', usage: null }, 'ModelRefused'],
    [{ outcome: 'no-image', reason: 'STOP', usage: null }, 'ModelFailed'],
    [{ outcome: 'failed', reason: 'bad request' }, 'ModelFailed'],
  ] as const)(
    'is never passed on after %o: it may be billed, or would be refused again',
    async (answer, name) => {
      const { run } = drawing({ job, answers: [answer] });

      expect(await run()).toMatchObject({ result: 'lost', loss: { name } });
    },
  );

  it('is not passed on when a worker died after it had asked', async () => {
    const { run } = drawing({ job, heldBy: someoneElse(-1) });

    expect(await run()).toMatchObject({ result: 'lost', loss: { name: 'AnswerLost' } });
  });

  it('is drawn by the fallback as that is asked, and says who drew it, in which ratio, at which cost', async () => {
    const { run, asked, costs } = drawing({ job, sample: { ...sample, isFallback: true } });

    expect(await run()).toMatchObject({
      result: 'arrived',
      original: { model: 'stable-image-core', drawnAspectRatio: '16:9', costMicroUsd: 40_000 },
    });
    expect(asked).toMatchObject([{ model: 'stability.stable-image-core-v1:1', aspectRatio: '16:9' }]);
    expect(costs).toEqual([{ microUsd: 40_000, isSuspected: false }]);
  });

  it('is lost when the fallback turns it away too', async () => {
    const answer = { outcome: 'unavailable', why: 'credentials', reason: 'no key' } as const;
    const { run } = drawing({ job, answers: [answer], sample: { ...sample, isFallback: true } });

    expect(await run()).toMatchObject({ result: 'lost', loss: { name: 'ModelUnavailable' } });
  });
});
