import { describe, expect, it } from 'vitest';
import { lostSample } from '../../../lambdas/domain/generation/lost-sample.ts';
import { providerCost } from '../../../lambdas/domain/generation/prices.ts';
import { drawing, someoneElse } from '../../support/drawing-sample.ts';

const flash = { providerModel: 'gemini-nano-banana-2.1', resolution: 'standard' } as const;
/** As Google counts one picture of 1K: 1,120 tokens at 30 USD a million, and a little text. */
const delivered = { outcome: 'image', bytes: new Uint8Array([1]), mimeType: 'image/png' } as const;
const usage = { textInTokens: 20, imageInTokens: 0, textOutTokens: 200, imageOutTokens: 1120 };

describe('what a call cost', () => {
  it('is counted by its tokens, and kept with the picture', async () => {
    const { run, costs } = drawing({
      job: flash,
      answers: [{ ...delivered, usage }],
    });

    expect(await run()).toMatchObject({ result: 'arrived', original: { costMicroUsd: 35_130 } });
    expect(costs).toEqual([{ microUsd: 35_130, isSuspected: false }]);
  });

  it('is the list price where the provider counts nothing', async () => {
    const core = { providerModel: 'stability.stable-image-core-v1:1', resolution: 'standard' } as const;
    const { run } = drawing({ job: core });

    expect(await run()).toMatchObject({ original: { costMicroUsd: 40_000 } });
  });

  it('is suspected when the answer was lost, and recorded as that', async () => {
    const { run, costs } = drawing({ job: flash, answers: [{ outcome: 'ambiguous', reason: 'cut off' }] });

    const result = await run();

    if (result.result !== 'lost') return expect.fail('it was not lost');
    expect(lostSample(0, result.loss.name, result.loss.message)).toMatchObject({
      code: 'provider_failed',
      cost: { microUsd: 33_600, isSuspected: true },
    });
    expect(costs).toEqual([{ microUsd: 33_600, isSuspected: true }]);
  });

  it('is suspected when the worker died after it had asked', async () => {
    const { run, costs } = drawing({ job: flash, heldBy: someoneElse(-1) });

    await run();

    expect(costs).toEqual([{ microUsd: 33_600, isSuspected: true }]);
  });

  it('is kept of a refusal that was billed all the same', async () => {
    const refusal = { outcome: 'blocked', stage: 'output', reason: 'IMAGE_SAFETY', usage } as const;
    const { run } = drawing({ job: flash, answers: [refusal] });

    const result = await run();

    if (result.result !== 'lost') return expect.fail('it was not lost');
    expect(lostSample(0, result.loss.name, result.loss.message)).toMatchObject({
      code: 'content_blocked',
      blocked: { stage: 'output', reason: 'IMAGE_SAFETY' },
      cost: { microUsd: 35_130, isSuspected: false },
    });
  });

  it.each([
    { outcome: 'busy', reason: 'full' },
    { outcome: 'rate-limited', reason: 'slow down', retryAfterSeconds: 1 },
    { outcome: 'unavailable', why: 'billing', reason: 'no money' },
    { outcome: 'failed', reason: 'bad request' },
  ] as const)('is nothing for $outcome, which is proven uncharged', async (answer) => {
    const { run, costs } = drawing({ job: flash, answers: [answer] });

    await run();

    expect(costs).toEqual([]);
  });

  it('is unknown for a model without a price', () => {
    expect(providerCost('a-model-of-ones-own', 'standard', usage)).toBeNull();
  });
});
