import { defineConfig } from 'vitest/config';

/** The tests of the money modules, on the twin of DynamoDB: a mutant is tried in a fraction of a second. */
export default defineConfig({
  test: {
    include: [
      'test/lambdas/adapters/dynamodb/*.test.ts',
      'test/lambdas/queue/*.test.ts',
      'test/lambdas/workflow/*.test.ts',
    ],
    env: { DARKROOM_TEST_DATABASE: 'twin' },
  },
});
