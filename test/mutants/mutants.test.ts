import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { mutants } from './mutants.ts';

it.each(mutants)('the mutant that would $name finds its place, once', ({ file, find, replace }) => {
  expect(readFileSync(file, 'utf8').split(find), find).toHaveLength(2);
  expect(replace).not.toBe(find);
});
