import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sourceFiles } from './source-files.ts';

const files = sourceFiles();
const shipped = files.filter(({ path }) => !path.startsWith('test/'));

describe('the files of the repository', () => {
  it('are at most 250 lines long', () => {
    expect(files.filter(({ lines }) => lines > 250).map(({ path, lines }) => `${path}: ${lines}`)).toEqual(
      [],
    );
  });

  it('have a median of at most 60 lines outside the tests', () => {
    const sorted = shipped.map(({ lines }) => lines).sort((a, b) => a - b);

    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(60);
  });

  it('have names that say something', () => {
    const forbidden =
      /(^|\/)(utils?|helpers?|common|shared|misc)(\.ts|\/)|(^|\/)(types|constants|index)\.ts$/;

    expect(files.map(({ path }) => path).filter((path) => forbidden.test(path))).toEqual([]);
  });

  it('assert no types outside the tests', () => {
    const broken = shipped.flatMap(({ path, assertions }) => assertions.map((line) => `${path}:${line}`));

    expect(broken).toEqual([]);
  });

  it('read no clock, randomness or environment in the domain', () => {
    const forbidden = /\bprocess\.[a-z]|\bDate\.now\(|new Date\(\)|Math\.random\(|\brandomBytes|\brandomUUID/;
    const broken = files
      .filter(({ path }) => path.startsWith('lambdas/domain/'))
      .filter(({ path }) => forbidden.test(readFileSync(path, 'utf8')));

    expect(broken.map(({ path }) => path)).toEqual([]);
  });
});
