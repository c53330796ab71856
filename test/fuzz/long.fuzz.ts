import { fuzzSuite } from './fuzz-suite.ts';

const { FUZZ_RUNS = '1500', FUZZ_SEED = String(Date.now() % 1_000_000_000) } = process.env;

fuzzSuite({ runs: Number(FUZZ_RUNS), seed: Number(FUZZ_SEED), credits: 500 });
