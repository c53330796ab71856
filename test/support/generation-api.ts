import {
  type CreateGenerationDependencies,
  createGeneration,
} from '../../lambdas/api/create-generation/endpoint.ts';
import { sandboxModels } from '../../lambdas/domain/generation/catalogue/sandbox-models.ts';
import { fixedCatalogue } from '../../lambdas/domain/generation/fixed-catalogue.ts';
import { FakeBalances } from '../fakes/balances.ts';
import { CountedIds } from '../fakes/counted-ids.ts';
import { idleProviders } from '../fakes/idle-providers.ts';
import { FakeJobRunner } from '../fakes/job-runner.ts';
import { FakeKeyDirectory } from '../fakes/key-directory.ts';
import { FakeLedgerStore } from '../fakes/ledger-store.ts';
import { ManualClock } from '../fakes/manual-clock.ts';
import { FakePictureFiles } from '../fakes/picture-files.ts';
import { FakePresets } from '../fakes/presets.ts';
import { FakeReferences } from '../fakes/references.ts';
import { FakeRequestLimits } from '../fakes/request-limits.ts';
import { FakeSyncWaiters } from '../fakes/sync-waiters.ts';
import { type Call, call } from './api-call.ts';

/** The POST of generations over fakes, with one team's key at hand. `run` is what the workflow does with a job. */
export function generationApi(
  run: (jobId: string, store: FakeLedgerStore, clock: ManualClock) => Promise<unknown> = async () =>
    undefined,
  changes: Partial<CreateGenerationDependencies> = {},
) {
  const store = new FakeLedgerStore();
  const clock = new ManualClock();
  const keys = new FakeKeyDirectory();
  const balances = new FakeBalances();
  const runner = new FakeJobRunner((jobId) => run(jobId, store, clock));
  const references = new FakeReferences();
  const presets = new FakePresets();
  const pictures = new FakePictureFiles();
  const limits = new FakeRequestLimits();
  const waiters = new FakeSyncWaiters();
  const endpoint = createGeneration({
    access: { keys, limits },
    presets,
    pictures,
    referenceKeeper: references.keeper,
    references,
    catalogue: fixedCatalogue(sandboxModels),
    ...idleProviders(),
    balances,
    jobs: store,
    waiters,
    runner,
    ids: new CountedIds(),
    clock,
    defaultModel: 'sandbox',
    meter: () => undefined,
    syncWaitSeconds: 180,
    jobDeadlineSeconds: 7200,
    cdnUrl: 'https://cdn.example',
    ...changes,
  });
  const apiKey = keys.issue('team_a');

  return {
    store,
    clock,
    keys,
    limits,
    waiters,
    presets,
    pictures,
    references,
    balances,
    runner,
    apiKey,
    post: (body: unknown, request: Omit<Call, 'body'> = {}) =>
      call(endpoint, { apiKey, method: 'POST', body, ...request }),
  };
}

/** What a workflow does in which every sample arrives but those that are named. */
export function completing(...lostIndexes: readonly number[]) {
  return async (jobId: string, store: FakeLedgerStore, clock: ManualClock) => {
    const job = await store.find(jobId);
    if (job === undefined) throw new Error(`No job ${jobId} was accepted.`);

    await store.charge(job, clock.nowMillis());
    const indexes = job.samples.map((_, sampleIndex) => sampleIndex);
    await store.complete(
      {
        jobId,
        images: indexes
          .filter((index) => !lostIndexes.includes(index))
          .map((sampleIndex) => ({
            sampleIndex,
            width: 1024,
            height: 1024,
            bytes: 79,
            model: null,
            drawnAspectRatio: null,
            costMicroUsd: null,
            original: null,
          })),
        lost: lostIndexes.map((sampleIndex) => ({
          sampleIndex,
          code: 'provider_failed',
          error: 'The model failed to make this image.',
        })),
      },
      clock.nowMillis(),
    );
  };
}
