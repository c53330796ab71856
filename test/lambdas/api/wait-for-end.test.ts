import { describe, expect, it } from 'vitest';
import { waitForEnd } from '../../../lambdas/api/create-generation/wait-for-end.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { RecordedLog } from '../../fakes/recorded-log.ts';
import { exampleJob } from '../../support/example-job.ts';

/** When a call that waits for 180 s looks at a job that ends after so long, in milliseconds since the wait began. */
async function looksAt(provider: 'sandbox' | 'openai', endsAfterMillis: number): Promise<readonly number[]> {
  const clock = new ManualClock();
  const startedAtMillis = clock.nowMillis();
  const looks: number[] = [];
  const jobs = {
    find: async () => {
      const waitedMillis = clock.nowMillis() - startedAtMillis;
      looks.push(waitedMillis);
      return exampleJob({ status: waitedMillis >= endsAfterMillis ? 'completed' : 'active' });
    },
  };
  const job = exampleJob({ provider });
  await waitForEnd({ jobs, clock, log: new RecordedLog() }, job, startedAtMillis + 180_000);
  return looks;
}

const never = Number.POSITIVE_INFINITY;

describe('a call that waits for the end of its job', () => {
  it('looks every few hundredths of a second where the sandbox is usually done', async () => {
    const looks = await looksAt('sandbox', 300);

    expect(looks.slice(0, 4)).toEqual([150, 165, 180, 195]);
    expect(looks.length).toBeLessThan(12);
    expect(looks.at(-1)).toBeLessThan(320);
  });

  it('does not look at once for a picture that takes a provider seconds', async () => {
    const looks = await looksAt('openai', 8000);

    expect(looks.slice(0, 3)).toEqual([500, 600, 744]);
    expect(looks.at(-1)).toBeLessThan(9000);
  });

  it.each(['sandbox', 'openai'] as const)('of %s reads no more than 190 times in 180 s', async (provider) => {
    const looks = await looksAt(provider, never);

    expect(looks.length).toBeLessThanOrEqual(190);
    expect(looks.at(-1)).toBe(180_000);
  });
});
