import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { load } from '../../bench/throughput/load.ts';
import { processorSecondsOf, stackItself } from '../../bench/throughput/processor-seconds.ts';

describe('a load', () => {
  it('is every task once, with no more at once than there are clients', async () => {
    let running = 0;
    let most = 0;

    const { results } = await load({ clients: 3, tasks: 10 }, async (index) => {
      running += 1;
      most = Math.max(most, running);
      await turn();
      running -= 1;
      return index;
    });

    expect(results.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(most).toBe(3);
  });
});

describe('the processor time of a stack', () => {
  it('is told for a process that runs, and for none that is not there', () => {
    expect(processorSecondsOf(process.pid)?.get(stackItself)).toBeGreaterThan(0);
    expect(processorSecondsOf(2 ** 30)).toBeUndefined();
  });
});
