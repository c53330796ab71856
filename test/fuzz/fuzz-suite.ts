import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAdmin } from '../e2e/admin.ts';
import { type ApiClient, apiClient } from '../e2e/api-client.ts';
import { type Laptop, startLaptop } from '../e2e/laptop.ts';
import { fuzzedRoutes } from './fuzzed-routes.ts';

export type FuzzOptions = {
  /** Requests to each operation. */
  readonly runs: number;
  /** The same seed makes the same requests. */
  readonly seed: number;
  /** Bounds how many pictures the requests that are accepted may make. */
  readonly credits: number;
};

/** Sends every operation what a fuzzer makes of the document. The client holds each answer against the document. */
export function fuzzSuite({ runs, seed, credits }: FuzzOptions): void {
  let laptop: Laptop;
  let api: ApiClient;

  beforeAll(async () => {
    laptop = await startLaptop({ DARKROOM_SYNC_WAIT_SECONDS: '180' });
    const made = await runAdmin(laptop.home, [
      'team',
      'create',
      '--name',
      'Fuzzer',
      '--credits',
      String(credits),
    ]);
    const limits = ['--rpm', '1000000', '--active', '1000000'];
    await runAdmin(laptop.home, ['team', 'limits', '--team', String(made['teamId']), ...limits]);
    api = apiClient(laptop.apiUrl, String(made['apiKey']));
  });
  afterAll(() => laptop.stop());

  describe(`${runs} requests that a fuzzer makes of the document (seed ${seed})`, () => {
    it.each(fuzzedRoutes)(
      'get no 5xx from $method $template',
      async ({ method, template, requests }) => {
        await fc.assert(
          fc.asyncProperty(requests, async ({ path, body, headers }) => {
            const answer = await api.send(method, path, body, { ...headers });
            expect(answer.status, `${method} ${template}: ${JSON.stringify(answer.body)}`).toBeLessThan(500);
          }),
          { numRuns: runs, seed },
        );
      },
      3_600_000,
    );

    it('leave the audit clean', async () => {
      expect(await runAdmin(laptop.home, ['audit'])).toMatchObject({ mismatches: [] });
    });
  });
}
