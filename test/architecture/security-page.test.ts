import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const page = readFileSync('SECURITY.md', 'utf8');
const named = [...page.matchAll(/`([\w.-]+(?:\/[\w.-]+)+)`/g)].flatMap(([, path]) => path ?? []);

describe('SECURITY.md', () => {
  it('names files that exist, also where they have moved', () => {
    expect(named.filter((path) => !path.startsWith('@') && !existsSync(path))).toEqual([]);
  });

  it('shows a test for each defence, or says that there is none', () => {
    const defences = page
      .split('\n')
      .filter((line) => /^\| (?!what|---)/.test(line) && !line.startsWith('|---'))
      .map((line) => line.split('|').map((cell) => cell.trim()));

    expect(defences.length).toBeGreaterThan(20);
    const without = defences.filter(([, , , code = '', test = '']) => {
      return !code.includes('`') || !/`test\/|^none: /.test(test);
    });
    expect(without.map(([, what]) => what)).toEqual([]);
  });
});
