import { describe, expect, it } from 'vitest';
import { type Figure, isMet, ratioOf } from '../../bench/figure.ts';
import { plotOf } from '../../bench/library/plot.ts';
import { tableOf } from '../../bench/table.ts';

const page: Figure = {
  what: 'last page',
  value: 3.5,
  unit: 'RRU',
  anchor: { what: 'skip-and-scan', value: 7000 },
  goal: { of: 'value', atMost: 3.5 },
};

describe('a figure of the bench', () => {
  it('meets its goal up to the goal itself, by its value or by its ratio to the anchor', () => {
    expect(isMet(page)).toBe(true);
    expect(isMet({ ...page, value: 3.6 })).toBe(false);
    expect(isMet({ ...page, goal: { of: 'ratio', atMost: 0.0005 } })).toBe(true);
    expect(isMet({ ...page, goal: { of: 'ratio', atMost: 0.0004 } })).toBe(false);
    expect(isMet({ what: 'x', value: 1, unit: 'calls', goal: { of: 'ratio', atMost: 1 } })).toBe(false);
    expect(isMet({ ...page, value: Number.NaN })).toBe(false);
    expect(isMet({ what: 'x', value: 1, unit: 'calls' })).toBeUndefined();
    expect(ratioOf(page)).toBe(0.0005);
  });

  it('stands in a line with its anchor, ratio and goal, and says loudly that it is missed', () => {
    const lines = tableOf([page, { ...page, value: 12.25 }]).split('\n');

    expect(lines).toEqual([
      'what       measured  anchor               ratio    goal   met',
      'last page  3.5 RRU   7,000 skip-and-scan  0.0005   ≤ 3.5  yes',
      'last page  12.3 RRU  7,000 skip-and-scan  0.00175  ≤ 3.5  NO',
    ]);
  });
});

describe('the plot of the library', () => {
  it('is an SVG that names each of its lines', () => {
    const point = { page: 3.5, skipAndScan: 70, search: 9, nextPage: 11, filter: 70 };
    const svg = plotOf([
      { images: 1000, ...point },
      { images: 10_000, ...point },
    ]);

    expect(svg).toMatch(/^<svg/);
    for (const name of ['skip and scan', 'filtering rows', 'search, Darkroom', 'last page, Darkroom'])
      expect(svg).toContain(name);
  });
});
