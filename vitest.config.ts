import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // End-to-end files start whole stacks: two cores carry two of them.
    maxWorkers: 2,
    // The CDK's own validation takes seconds of each synthesis, and warns of nothing that would fail a test. It runs whenever
    // somebody synthesises; here cfn-lint and cdk-nag look at the templates once.
    env: { CDK_VALIDATION: 'false' },
    testTimeout: 30_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: ['test/e2e/**'] } },
      {
        // The stores' tests once more, against the twin that the simulation stands on.
        extends: true,
        test: {
          name: 'twin',
          include: ['test/lambdas/adapters/dynamodb/*.test.ts'],
          env: { DARKROOM_TEST_DATABASE: 'twin', CDK_VALIDATION: 'false' },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/synthesise-once.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'fuzz',
          include: ['test/fuzz/**/*.fuzz.ts'],
          globalSetup: ['test/e2e/synthesise-once.ts'],
        },
      },
      // Asks real providers, and costs some cents: only by its own command, and only with keys.
      { extends: true, test: { name: 'live', include: ['test/live/**/*.live.ts'] } },
    ],
  },
});
