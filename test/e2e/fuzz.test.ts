import { fuzzSuite } from '../fuzz/fuzz-suite.ts';

// A slice of `npm run fuzz`, the same in every run.
fuzzSuite({ runs: 40, seed: 20_261_123, credits: 40 });
