import { describe, expect, it, vi } from 'vitest';
import { type Figure, isMet, ratioOf } from '../../bench/figure.ts';
import { plotOf } from '../../bench/library/plot.ts';
import { measureAll } from '../../bench/measure-all.ts';
import { asJson, asText, isGood, type Report } from '../../bench/report.ts';
import { shortfallsOf } from '../../bench/shortfalls.ts';
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

  it('stands behind the end of the command that measures it again', () => {
    const [heading, line] = tableOf([{ ...page, bench: 'library' }]).split('\n');

    expect(heading).toMatch(/^npm run bench -- {2}what /);
    expect(line).toMatch(/^library +last page /);
  });
});

describe('goals that are missed', () => {
  const dear: Figure = {
    ...page,
    value: 4,
    ifMissed: { because: 'it reads too much.', next: 'read less.' },
  };

  it('stand under the table with their reason and the next idea, together where those are the same', () => {
    expect(shortfallsOf([page, dear, { ...dear, what: 'first page' }]).split('\n')).toEqual([
      'missed: last page',
      'missed: first page',
      '  because: it reads too much.',
      '  next:    read less.',
    ]);
  });

  it('without a reason are said to be unexplained', () => {
    expect(shortfallsOf([{ ...page, value: 4 }])).toContain('because: Nobody knows yet');
  });

  it('say nothing where a goal is met, whatever the reason would be', () => {
    expect(shortfallsOf([{ ...dear, value: 3 }])).toBe('');
  });
});

describe('a report', () => {
  const report: Report = {
    machine: {
      system: 'linux x64',
      cpu: 'a CPU',
      cores: 2,
      node: 'v24.0.0',
      packages: { zod: '4.0.0' },
      loadBefore: 0.2,
    },
    figures: [page, { what: 'x', value: 1, unit: 'calls' }],
    broken: [],
    seconds: 75,
  };

  it('says how many goals are met, on what that was measured, and how to do it again', () => {
    expect(asText(report)).toContain(
      `All 1 goals are met.
Measured in 1 min 15 s on linux x64, 2 cores of a CPU, Node v24.0.0; zod 4.0.0.`,
    );
    expect(asText(report)).not.toContain('Other work');
    expect(isGood(report)).toBe(true);
  });

  it('is not good, and says why, when a bench did not end or other work was running', () => {
    const bad = {
      ...report,
      broken: [{ bench: 'latency', error: 'Error: the port is taken' }],
      machine: { ...report.machine, loadBefore: 5.1 },
    };

    expect(isGood(bad)).toBe(false);
    expect(asText(bad)).toContain('The bench latency did not end: Error: the port is taken');
    expect(asText(bad)).toContain('Other work was running (load 5.1 before the first bench)');
  });

  it('is one document for programs, with ratios and verdicts', () => {
    expect(JSON.parse(asJson(report))).toMatchObject({
      machine: { cores: 2 },
      figures: [{ what: 'last page', ratio: 0.0005, isMet: true }, { what: 'x' }],
    });
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

describe('benches one after the other', () => {
  const options = { full: false, isQuiet: true };
  const good = { name: 'good', about: 'ends', run: async () => [page] };
  const bad = {
    name: 'bad',
    about: 'breaks',
    run: async () => Promise.reject(new Error('the port is taken')),
  };

  it('keep what was measured when one breaks', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});

    const report = await measureAll([bad, good], options, { isWhole: true });

    expect(report.figures).toEqual([{ ...page, bench: 'good' }]);
    expect(report.broken).toEqual([{ bench: 'bad', error: 'Error: the port is taken' }]);
    expect(error).toHaveBeenCalledOnce();
    error.mockRestore();
  });

  it('say how long all of them took, where all of them were run', async () => {
    const [whole, one] = [true, false].map((isWhole) => measureAll([good], options, { isWhole }));

    expect((await whole)?.figures.at(-1)).toMatchObject({ what: 'all of this bench', unit: 's' });
    expect((await one)?.figures).toHaveLength(1);
  });
});
