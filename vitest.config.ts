import { defineConfig } from 'vitest/config';

// The CDK's own validation takes seconds of each synthesis, and warns of nothing that would fail a test. It runs whenever
// somebody synthesises; here cfn-lint and cdk-nag look at the templates once. Set for every process that a test starts, and
// for the synthesis before the end-to-end tests.
process.env['CDK_VALIDATION'] = 'false';

export default defineConfig({
  test: {
    // End-to-end files start whole stacks, and wait for much of their time: two cores carry three of them.
    maxWorkers: 3,
    // Powertools reads its level when it is loaded.
    env: { POWERTOOLS_LOG_LEVEL: 'SILENT' },
    // Files share the modules of their worker: loading the AWS SDK and the CDK, and synthesising a stage, would else take as long
    // as what most files do with them. What a test replaces is put back before the next one.
    isolate: false,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    // As Node itself reads CommonJS; vitest's own way puts a proxy before every name.
    deps: { interopDefault: false },
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
          env: { DARKROOM_TEST_DATABASE: 'twin' },
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
