import { afterEach, describe, expect, it, vi } from 'vitest';
import { exampleJob, exampleJobs } from './example-jobs.ts';
import { simulationOf } from './schedules.ts';
import { simulate } from './simulate.ts';
import { callsOf, runTask } from './tasks.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('money and pictures, whatever breaks', () => {
  it('are made by the same events when the seed is the same, for nothing else draws or looks at a clock', async () => {
    vi.spyOn(Math, 'random').mockImplementation(() => expect.fail('Something draws beside the seed.'));
    vi.spyOn(Date, 'now').mockImplementation(() => expect.fail('Something looks at the real clock.'));
    const traces = async () => {
      const lines: string[] = [];
      for (let seed = 1; seed <= 20; seed += 1) lines.push(...(await simulate(simulationOf(seed))).trace);
      return lines;
    };
    const [once, again] = [await traces(), await traces()];

    expect(once.length).toBeGreaterThan(500);
    expect(again).toEqual(once);
  });
});

describe('the jobs that every fault is tried on', () => {
  it.each([
    ['one image', ['completed 1 of 1']],
    ['three images', ['completed 3 of 3']],
    ['a part of three', ['completed 2 of 3']],
    ['three images, tidied', ['completed 3 of 3']],
    ['two on credits for one', ['failed provider_failed', 'failed insufficient_credits']],
  ])('end in a sound world, %s', async (name, ends) => {
    expect((await simulate(exampleJob(name))).ends).toEqual(ends);
  });
});

describe.each(Object.keys(exampleJobs))('every single fault of a job of %s', (job) => {
  it('leaves money and pictures right', async () => {
    const calls = await callsOf(job);
    const { tried, broken } = await runTask({ kind: 'faults', job });

    expect(calls.length).toBeGreaterThan(20);
    expect(tried).toBeGreaterThanOrEqual(5 * calls.length);
    expect(broken).toEqual([]);
  }, 600_000);
});
