import { describe, expect, it } from 'vitest';
import { figuresOf } from '../../bench/latency/bench.ts';
import { addedMillis, waterfallOf } from '../../bench/latency/waterfall.ts';
import { tableOf } from '../../bench/table.ts';

const at = Date.parse('2026-11-23T09:00:00.000Z');
const asked = {
  status: 200,
  requestId: 'request-1',
  sentAtMillis: at,
  answeredAtMillis: at + 100,
};
const line = (code: string, millis: number, took?: number) => ({
  code,
  timestamp: at + millis,
  requestId: 'request-1',
  millis: took,
});
const event = (type: string, state: string, millis: number) => ({
  atMillis: at + millis,
  type,
  state,
  itemIndex: null,
  error: null,
  cause: null,
});
const lines = [
  line('JOB_ACCEPTED', 10),
  line('SAMPLE_DRAWN', 50, 25),
  line('JOB_COMPLETED', 80),
  line('REQUEST_COMPLETED', 95),
];
const history = [
  event('TaskStateEntered', 'Charge', 12),
  event('TaskStateExited', 'Charge', 20),
  event('TaskStateExited', 'Generate', 55),
  event('TaskStateExited', 'Store', 75),
];

describe('the waterfall of a job', () => {
  const stages = waterfallOf({ asked, lines, history });

  it('has every millisecond from the request to the answer in one stage', () => {
    expect(stages.map(({ fromMillis, toMillis }) => [fromMillis, toMillis])).toEqual([
      [0, 10],
      [10, 12],
      [12, 20],
      [20, 25],
      [25, 50],
      [50, 55],
      [55, 75],
      [75, 80],
      [80, 95],
      [95, 100],
    ]);
  });

  it('leaves the time in the model out of what we add', () => {
    expect(addedMillis(stages)).toBe(75);
  });

  it('is an error when log and history do not tell of a stage', () => {
    expect(() => waterfallOf({ asked, lines: lines.slice(1), history })).toThrow('tell of JOB_ACCEPTED');
  });

  it('is drawn, each stage at its place in the whole', () => {
    const table = tableOf(figuresOf({ waterfalls: [stages], imageSetMillis: [30] })).split('\n');
    const row = (begin: string) => table.find((one) => one.startsWith(begin)) ?? '';

    const [before, drawing] = [row('median job, 1'), row('median job, 5')];
    expect(row('sync job')).toMatch(/75 ms +30 ms, its image set alone +2\.5 +ratio ≤ 2 +NO$/);
    expect(drawing).toMatch(/the model draws \(not ours\) +25 ms +█{10}$/);
    expect(drawing.indexOf('█') - before.indexOf('█')).toBe(10);
  });
});
