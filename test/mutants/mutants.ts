import { complete } from './ending.ts';
import type { Mutant } from './mutant.ts';
import { charge, refund } from './paying.ts';
import { tidying } from './tidying.ts';
import { keysAndSweeps, late, leftovers, workers } from './working.ts';

export const mutants: readonly Mutant[] = [
  ...charge,
  ...refund,
  ...complete,
  ...workers,
  ...late,
  ...leftovers,
  ...tidying,
  ...keysAndSweeps,
];
