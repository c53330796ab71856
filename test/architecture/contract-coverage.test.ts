import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

const rows = readFileSync(join(root, 'docs/contract-coverage.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| the page says'))
  .map((line) => {
    const [, sentence = '', tests = ''] = /^\| (.*) \| (.*) \|$/.exec(line) ?? [];
    return { sentence, tests: tests.split('<br>') };
  });

describe('the table of what shows that the contract holds', () => {
  it('has a row for each sentence', () => {
    expect(rows.length).toBeGreaterThan(45);
    expect(rows.filter(({ sentence }) => sentence === '')).toEqual([]);
  });

  it.each(rows)('names tests that are there: $sentence', ({ tests }) => {
    for (const test of tests) {
      const [, path = '', title = ''] = /^\[`[^`]+`\]\(\.\.\/(test\/[^)]+)\): (.+)$/.exec(test) ?? [];

      // Long lines are broken, and quotes doubled or not, as the formatter likes it.
      const flat = readFileSync(join(root, path), 'utf8').replace(/\s+/g, ' ');
      expect(flat).toContain(title.replaceAll('\\|', '|'));
    }
  });
});
