import { describe, expect, it } from 'vitest';
import { openGate, type ProviderGate } from '../../../lambdas/domain/generation/provider-gate.ts';
import { StoreUnavailable } from '../../../lambdas/domain/store-unavailable.ts';
import { drawing, sample, someoneElse } from '../../support/drawing-sample.ts';

describe('before a provider is asked, a worker', () => {
  it('leaves a sample in the queue, unclaimed, until its provider has a slot', async () => {
    const gate = { ...openGate, enter: async () => ({ entry: 'later' as const, afterSeconds: 40 }) };
    const { run, store, calls } = drawing({ gate });

    expect(await run()).toEqual({ result: 'later', afterSeconds: 40 });
    expect(calls()).toBe(0);
    expect(await store.claim(sample, someoneElse(30), 0)).toMatchObject({ outcome: 'claimed' });
  });

  it('asks nobody while its model is closed, and loses the sample at once', async () => {
    const closure = { model: null, why: 'billing' as const, untilMillis: Number.MAX_SAFE_INTEGER };
    const gate = {
      ...openGate,
      enter: async () => ({ entry: 'now' as const, closureOf: () => closure }),
    };
    const { run, calls } = drawing({ gate });

    expect(await run()).toMatchObject({ result: 'lost', loss: { name: 'ModelUnavailable' } });
    expect(calls()).toBe(0);
  });

  it.each([
    [{ outcome: 'rate-limited', reason: 'slow down', retryAfterSeconds: 17 }, ['pause 17']],
    [{ outcome: 'unavailable', why: 'billing', reason: 'no money' }, ['close sandbox billing']],
    [{ outcome: 'failed', reason: 'broken' }, []],
    [{ outcome: 'ambiguous', reason: 'cut off' }, []],
  ] as const)('tells everybody else what concerns them of %o', async (answer, told) => {
    const said: string[] = [];
    const gate: ProviderGate = {
      ...openGate,
      pause: async (seconds) => void said.push(`pause ${seconds}`),
      close: async (model, why) => void said.push(`close ${model} ${why}`),
    };
    await drawing({ answers: [answer], gate }).run();

    expect(said).toEqual(told);
  });

  it('gives the sample back when what to ask for cannot be read: nobody was asked yet', async () => {
    const { run, store, calls } = drawing({
      findParams: () => Promise.reject(new StoreUnavailable('read params')),
    });

    await expect(run()).rejects.toThrow(StoreUnavailable);
    expect(calls()).toBe(0);
    expect(await store.claim(sample, someoneElse(30), 0)).toMatchObject({
      outcome: 'claimed',
      attemptsBefore: 0,
    });
  });
});
