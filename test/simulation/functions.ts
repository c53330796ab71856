import { DynamoBalances } from '../../lambdas/adapters/dynamodb/balances.ts';
import { DynamoCharges } from '../../lambdas/adapters/dynamodb/charges.ts';
import { DynamoCompletions } from '../../lambdas/adapters/dynamodb/completions.ts';
import { DynamoGalleryPublisher } from '../../lambdas/adapters/dynamodb/gallery-publisher.ts';
import { DynamoJobStore } from '../../lambdas/adapters/dynamodb/job-store.ts';
import { DynamoLateSamples } from '../../lambdas/adapters/dynamodb/late-samples.ts';
import { DynamoOpenJobs } from '../../lambdas/adapters/dynamodb/open-jobs.ts';
import { DynamoRefunds } from '../../lambdas/adapters/dynamodb/refunds.ts';
import { DynamoSampleClaims } from '../../lambdas/adapters/dynamodb/sample-claims.ts';
import { createGeneration } from '../../lambdas/api/create-generation/endpoint.ts';
import { fixedCatalogue } from '../../lambdas/domain/generation/fixed-catalogue.ts';
import type { Originals, StagedOriginal } from '../../lambdas/domain/generation/originals.ts';
import { sandboxModels } from '../../lambdas/domain/generation/sandbox-models.ts';
import type { JobRunner } from '../../lambdas/domain/jobs/job-runner.ts';
import type { RandomIds } from '../../lambdas/domain/jobs/random-ids.ts';
import type { ImageFiles } from '../../lambdas/domain/library/image-files.ts';
import { thumbnailKeyOf } from '../../lambdas/domain/library/storage-keys.ts';
import { StoreUnavailable } from '../../lambdas/domain/store-unavailable.ts';
import { sampleConsumer } from '../../lambdas/queue/generate/consumer.ts';
import { drawSample } from '../../lambdas/queue/generate/draw-sample.ts';
import { lateAnswer } from '../../lambdas/queue/generate/late-answer.ts';
import { settleConsumer } from '../../lambdas/queue/settle/consumer.ts';
import { settleJob } from '../../lambdas/queue/settle/settle-job.ts';
import { sweepOpenJobs } from '../../lambdas/schedule/sweep/sweep-open-jobs.ts';
import { charge } from '../../lambdas/workflow/charge/step.ts';
import { complete } from '../../lambdas/workflow/complete/step.ts';
import {
  drawnPayload,
  generatedPayload,
  queuedPayload,
  refundPayload,
} from '../../lambdas/workflow/payloads.ts';
import { refund } from '../../lambdas/workflow/refund/step.ts';
import { store } from '../../lambdas/workflow/store/step.ts';
import { workflowStep } from '../../lambdas/workflow/workflow-step.ts';
import { timing } from '../../lib/workflow/timing.ts';
import type { FakeKeyDirectory } from '../fakes/key-directory.ts';
import { FakePictureFiles } from '../fakes/picture-files.ts';
import { FakePresets } from '../fakes/presets.ts';
import { FakeReferences } from '../fakes/references.ts';
import { FakeRequestLimits } from '../fakes/request-limits.ts';
import { tables } from '../support/dynamodb.ts';
import type { SimulatedProcess } from './process.ts';
import type { ProviderTwin } from './provider-twin.ts';
import { StateError, type WorkflowEngine } from './workflow-engine.ts';

/** What all processes share. */
export type Shared = {
  readonly engine: WorkflowEngine;
  readonly provider: ProviderTwin;
  readonly keys: FakeKeyDirectory;
  readonly ids: RandomIds;
  /** Keys of objects, in both buckets. */
  readonly objects: Set<string>;
  /** Samples (`<jobId>/<sampleIndex>`) that were staged when their job had ended. */
  readonly stagedLate: Set<string>;
  readonly hasJobEnded: (jobId: string) => boolean;
  readonly random: () => number;
  readonly syncWaitSeconds: number;
};

const asStore =
  (what: string) =>
  (cause: unknown): never => {
    throw new StoreUnavailable(what, { cause });
  };

/** The production code of each function, over the calls of one process. */
export const functions = {
  api: (process: SimulatedProcess, { keys, ids, ...shared }: Shared) =>
    createGeneration({
      access: { keys, limits: new FakeRequestLimits() },
      catalogue: fixedCatalogue(sandboxModels),
      presets: new FakePresets(),
      balances: new DynamoBalances(process.client, tables.credits),
      jobs: new DynamoJobStore(process.client, tables.jobs, process.clock),
      runner: runnerOf(process, shared.engine),
      pictures: new FakePictureFiles(),
      referenceUrls: new FakeReferences(),
      referenceDecoder: new FakeReferences(),
      references: new FakeReferences(),
      uploads: new FakeReferences().uploads,
      ids,
      clock: process.clock,
      defaultModel: 'sandbox',
      syncWaitSeconds: shared.syncWaitSeconds,
      jobDeadlineSeconds: timing.jobDeadlineSeconds,
      cdnUrl: 'https://cdn.example',
    }),

  Charge: (process: SimulatedProcess) =>
    workflowStep(
      queuedPayload,
      charge({
        jobs: new DynamoJobStore(process.client, tables.jobs, process.clock),
        ledger: new DynamoCharges(process.client, tables, process.clock),
        clock: process.clock,
        queueUrls: { sandbox: 'samples' },
        generateTimeoutSeconds: timing.generateTimeoutSeconds,
      }),
    ),

  Store: (process: SimulatedProcess, shared: Shared) =>
    workflowStep(generatedPayload, store({ files: filesOf(process, shared) })),

  Complete: (process: SimulatedProcess, { random }: Shared) =>
    workflowStep(
      drawnPayload,
      complete({
        ledger: new DynamoCompletions(process.client, tables, process.clock, random),
        gallery: new DynamoGalleryPublisher(process.client, tables, process.clock),
        clock: process.clock,
      }),
    ),

  Refund: (process: SimulatedProcess) =>
    workflowStep(
      refundPayload,
      refund({ ledger: new DynamoRefunds(process.client, tables, process.clock), clock: process.clock }),
    ),

  generate: (
    process: SimulatedProcess,
    shared: Shared,
    sample: string,
    putBack: (receiptHandle: string, seconds: number) => void,
  ) =>
    sampleConsumer({
      claims: new DynamoSampleClaims(process.client, tables.jobs),
      noteLate: lateAnswer({
        originals: originalsOf(process, shared),
        jobs: new DynamoJobStore(process.client, tables.jobs, process.clock),
        late: new DynamoLateSamples(process.client, tables.jobs),
        report: () => undefined,
      }),
      draw: drawSample({
        claims: new DynamoSampleClaims(process.client, tables.jobs),
        originals: originalsOf(process, shared),
        references: { read: () => Promise.reject(new Error('No job here has references.')) },
        jobs: new DynamoJobStore(process.client, tables.jobs, process.clock),
        model: shared.provider.modelFor(process, sample),
        workers: { self: `worker-${shared.random()}`, isGone: () => false },
        clock: process.clock,
        ceilingSeconds: timing.providerCeilingSeconds,
        billsPerCall: true,
      }),
      replies: {
        arrived: (token, value) =>
          process.call('answer token', () => shared.engine.answer(token, { value })).catch(asStore('answer')),
        lost: (token, loss) =>
          process
            .call('answer token', () =>
              shared.engine.answer(token, { error: new StateError(loss.name, loss.message) }),
            )
            .catch(asStore('answer')),
      },
      putBack: (receiptHandle, seconds) => process.call('put back', () => putBack(receiptHandle, seconds)),
      report: () => undefined,
    }),

  settle: (process: SimulatedProcess, shared: Shared) =>
    settleConsumer(
      settleJob({
        jobs: new DynamoJobStore(process.client, tables.jobs, process.clock),
        ledger: {
          complete: (...move) =>
            new DynamoCompletions(process.client, tables, process.clock, shared.random).complete(...move),
          refund: (...move) => new DynamoRefunds(process.client, tables, process.clock).refund(...move),
        },
        gallery: new DynamoGalleryPublisher(process.client, tables, process.clock),
        originals: originalsOf(process, shared),
        files: filesOf(process, shared),
        openJobs: new DynamoOpenJobs(process.client, tables.jobs),
        pictures: {
          remove: (storageKey) =>
            process
              .call(`remove ${storageKey}`, () => {
                shared.objects.delete(storageKey);
                shared.objects.delete(thumbnailKeyOf(storageKey));
              })
              .catch(asStore('remove')),
        },
        clock: process.clock,
      }),
      () => undefined,
    ),

  sweep: (process: SimulatedProcess, { engine }: Shared, requestSettlement: (jobId: string) => void) =>
    sweepOpenJobs({
      openJobs: new DynamoOpenJobs(process.client, tables.jobs),
      jobs: new DynamoJobStore(process.client, tables.jobs, process.clock),
      runner: runnerOf(process, engine),
      requestSettlement: (jobId) => process.call('ask to settle', () => requestSettlement(jobId)),
      clock: process.clock,
      report: () => undefined,
    }),
};

function runnerOf(process: SimulatedProcess, engine: WorkflowEngine): JobRunner {
  return {
    start: ({ jobId, teamId }) =>
      process.call('start execution', () => engine.start(jobId, { jobId, teamId })).catch(asStore('start')),
    status: (jobId) => process.call('describe execution', () => engine.status(jobId)).catch(asStore('look')),
    stop: (jobId) => process.call('stop execution', () => engine.stop(jobId)).catch(asStore('stop')),
  };
}

function originalsOf(process: SimulatedProcess, { objects, stagedLate, hasJobEnded }: Shared): Originals {
  const keyOf = (jobId: string, sampleIndex: number) => `originals/${jobId}/${sampleIndex}`;
  const staged = (originalKey: string): StagedOriginal => ({ originalKey, mimeType: 'image/png' });
  return {
    find: (jobId, sampleIndex) => {
      const key = keyOf(jobId, sampleIndex);
      return process
        .call(`head ${key}`, () => (objects.has(key) ? staged(key) : undefined))
        .catch(asStore('head'));
    },
    stage: (jobId, sampleIndex) => {
      const key = keyOf(jobId, sampleIndex);
      const put = () => {
        objects.add(key);
        if (hasJobEnded(jobId)) stagedLate.add(`${jobId}/${sampleIndex}`);
        return staged(key);
      };
      return process.call(`put ${key}`, put).catch(asStore('put'));
    },
  };
}

function filesOf(process: SimulatedProcess, { objects }: Shared): ImageFiles {
  return {
    publish: async ({ originalKey, storageKey, thumbnailKey }) => {
      await process
        .call(`get ${originalKey}`, () => {
          if (!objects.has(originalKey)) throw new Error('There is no such original.');
        })
        .catch(asStore('get'));
      await Promise.all(
        [storageKey, thumbnailKey].map((key) =>
          process.call(`put ${key}`, () => void objects.add(key)).catch(asStore('put')),
        ),
      );
      return { width: 1024, height: 1024, bytes: 79 };
    },
  };
}
