import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { load } from '../../bench/throughput/load.ts';
import {
  ended,
  processorSecondsOf,
  stackItself,
  takenBetween,
} from '../../bench/throughput/processor-seconds.ts';

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

  it('leaves out what processes took before the first look, also of those that ended before the second', () => {
    const before = new Map([
      [stackItself, 5],
      [ended, 1],
      ['function A', 3],
      ['function B', 2],
    ]);
    const after = new Map([
      [stackItself, 6],
      [ended, 6.5],
      ['function A', 4],
    ]);

    expect(takenBetween(before, after)).toEqual(
      new Map([
        [stackItself, 1],
        ['function A', 1],
        [ended, 3.5],
      ]),
    );
  });

  it('does so where one of several processes of a kind has ended', () => {
    const before = new Map([
      [ended, 0],
      ['function A', 5],
    ]);
    const after = new Map([
      [ended, 3.2],
      ['function A', 2.5],
    ]);

    expect(takenBetween(before, after).get(ended)).toBeCloseTo(0.7);
  });
});
