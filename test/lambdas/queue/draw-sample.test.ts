import { describe, expect, it } from 'vitest';
import {
  AnswerLost,
  ModelBusy,
  ModelFailed,
  ModelRefused,
  ModelUnavailable,
} from '../../../lambdas/domain/generation/errors.ts';
import type { DrawOutcome } from '../../../lambdas/domain/generation/image-model.ts';
import { drawing, picture, sample, someoneElse } from '../../support/drawing-sample.ts';

describe('drawing one sample', () => {
  it('stages what the model delivered and answers with its place', async () => {
    const { run, store } = drawing({});

    expect(await run()).toEqual({
      result: 'arrived',
      original: {
        originalKey: 'job_1/0',
        mimeType: 'image/png',
        model: null,
        drawnAspectRatio: null,
        costMicroUsd: null,
      },
    });
    expect(store.staged.get('job_1/0')).toEqual(new Uint8Array([1, 2, 3]));
  });

  it('tells the log who was asked, for how long, and what came of it, in no words of the provider', async () => {
    const busy: DrawOutcome = { outcome: 'busy', reason: 'you asked for: a secret' };
    const { run, log } = drawing({ answers: [busy, picture] });
    await run();
    await run();

    const asked = { provider: 'sandbox', model: 'sandbox', millis: 0 };
    expect(log.lines.map(({ code, details }) => ({ code, details }))).toEqual([
      { code: 'SAMPLE_NOT_DRAWN', details: { ...asked, attempt: 1, outcome: 'busy' } },
      { code: 'SAMPLE_DRAWN', details: { ...asked, attempt: 2 } },
    ]);
  });

  it('asks with a seed that is the same at each attempt, and another for another sample', async () => {
    const busy: DrawOutcome = { outcome: 'busy', reason: 'full' };
    const first = drawing({ answers: [busy, picture] });
    await first.run();
    await first.run();
    const second = drawing({ sample: { ...sample, sampleIndex: 1 } });
    await second.run();

    const [once, again] = first.asked.map(({ seed }) => seed);
    expect(again).toBe(once);
    expect(second.asked[0]?.seed).not.toBe(once);
    expect(once).toSatisfy((seed: number) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31);
  });

  it('does not ask the model again when the original is already staged', async () => {
    const { run, calls } = drawing({});
    await run();

    expect(await run()).toMatchObject({ result: 'arrived' });
    expect(calls()).toBe(1);
  });

  it('comes back when the claim of a living worker ends', async () => {
    const { run, calls } = drawing({ heldBy: someoneElse(30) });

    expect(await run()).toEqual({ result: 'later', afterSeconds: 30 });
    expect(calls()).toBe(0);
  });

  it('does not pay twice: a worker that died after it asked a billing provider loses the sample', async () => {
    const { run, calls } = drawing({ heldBy: someoneElse(-1) });

    expect(await run()).toMatchObject({ result: 'lost', loss: { name: 'AnswerLost' } });
    expect(calls()).toBe(0);
  });

  it('draws again for a dead worker when the provider bills nobody', async () => {
    const { run, calls } = drawing({ heldBy: someoneElse(600), gone: ['someone else'], billsPerCall: false });

    expect(await run()).toMatchObject({ result: 'arrived' });
    expect(calls()).toBe(1);
  });

  it('tries a busy model again after growing waits, then gives the sample up', async () => {
    const { run } = drawing({
      answers: Array.from({ length: 5 }, () => ({ outcome: 'busy', reason: 'full' })),
    });

    const results = [await run(), await run(), await run(), await run(), await run()];

    expect(results).toEqual([
      { result: 'later', afterSeconds: 1 },
      { result: 'later', afterSeconds: 2 },
      { result: 'later', afterSeconds: 4 },
      { result: 'later', afterSeconds: 8 },
      expect.objectContaining({ result: 'lost', loss: new ModelBusy('{"reason":"full"}') }),
    ]);
  });

  it('waits as long as a provider asks that is asked too often, and uses no attempt up', async () => {
    const limited: DrawOutcome = { outcome: 'rate-limited', reason: 'slow down', retryAfterSeconds: 17 };
    const { run, calls } = drawing({ answers: [...Array.from({ length: 7 }, () => limited), picture] });

    for (let time = 1; time <= 7; time += 1)
      expect(await run()).toEqual({ result: 'later', afterSeconds: 17 });
    expect(await run()).toMatchObject({ result: 'arrived' });
    expect(calls()).toBe(8);
  });

  it.each([
    [
      { outcome: 'blocked', stage: 'input', reason: 'no', usage: null },
      new ModelRefused('{"stage":"input","reason":"no"}'),
    ],
    [{ outcome: 'failed', reason: 'broken' }, new ModelFailed('{"reason":"broken"}')],
    [
      { outcome: 'no-image', reason: 'STOP', usage: null },
      new ModelFailed('{"reason":"It answered without a picture. STOP"}'),
    ],
    [
      { outcome: 'unavailable', why: 'billing', reason: 'hard limit' },
      new ModelUnavailable('{"reason":"billing: hard limit"}'),
    ],
    [{ outcome: 'ambiguous', reason: 'cut off' }, new AnswerLost('{"reason":"cut off"}')],
  ] as const)('asks once when the model answers %o', async (answer, loss) => {
    const { run, calls } = drawing({ answers: [answer] });

    expect(await run()).toMatchObject({ result: 'lost', loss, claim: { holder: 'me' } });
    expect(calls()).toBe(1);
  });

  it('answers another token with a loss that reached nobody, and does not wait for the claim to run out', async () => {
    const { run, store, calls } = drawing({ heldBy: someoneElse(600) });
    await store.remember(sample, someoneElse(600), new ModelFailed('broken'));

    expect(await run()).toEqual({ result: 'lost', loss: new ModelFailed('broken') });
    expect(calls()).toBe(0);
  });

  it("leaves a dead worker's sample to whoever took it over first", async () => {
    const { run, store, calls } = drawing({ heldBy: someoneElse(-1), billsPerCall: false });
    store.takeOver = async () => ({
      outcome: 'held',
      job: store.job,
      by: someoneElse(30),
      attemptsBefore: 0,
      loss: undefined,
    });

    expect(await run()).toEqual({ result: 'later', afterSeconds: 1 });
    expect(calls()).toBe(0);
  });

  it('draws nothing for a dead worker whose job ended meanwhile', async () => {
    const { run, store, calls } = drawing({ heldBy: someoneElse(-1), billsPerCall: false });
    store.takeOver = async () => ({ outcome: 'not-wanted' });

    expect(await run()).toEqual({ result: 'not-wanted' });
    expect(calls()).toBe(0);
  });

  it('counts a claim as dead in the very moment in which it ends', async () => {
    const { run } = drawing({ heldBy: someoneElse(0) });

    expect(await run()).toMatchObject({ result: 'lost', loss: { name: 'AnswerLost' } });
  });

  it('keeps 200 characters of a reason, for ten of them must fit a job', async () => {
    const { run } = drawing({ answers: [{ outcome: 'failed', reason: 'x'.repeat(201) }] });

    expect(await run()).toMatchObject({
      loss: { message: JSON.stringify({ reason: `${'x'.repeat(199)}…` }) },
    });
  });

  it('draws nothing for a job that has ended', async () => {
    const { run, store, calls } = drawing({});
    store.job = { ...store.job, status: 'failed' };

    expect(await run()).toEqual({ result: 'not-wanted' });
    expect(calls()).toBe(0);
  });

  it('waits for who still draws for a job that has ended, for they may die before they say what came', async () => {
    const { run, store, clock } = drawing({ heldBy: someoneElse(30) });
    store.job = { ...store.job, status: 'failed' };

    expect(await run()).toEqual({ result: 'later', afterSeconds: 30 });
    clock.advance(30_000);
    expect(await run()).toEqual({ result: 'not-wanted' });
  });
});
