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
import { sandboxModels } from '../../lambdas/domain/generation/catalogue/sandbox-models.ts';
import { fixedCatalogue } from '../../lambdas/domain/generation/fixed-catalogue.ts';
import { openGate } from '../../lambdas/domain/generation/provider-gate.ts';
import type { RandomIds } from '../../lambdas/domain/jobs/random-ids.ts';
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
import { idleProviders } from '../fakes/idle-providers.ts';
import type { FakeKeyDirectory } from '../fakes/key-directory.ts';
import { FakePictureFiles } from '../fakes/picture-files.ts';
import { FakePresets } from '../fakes/presets.ts';
import { FakeReferences } from '../fakes/references.ts';
import { FakeRequestLimits } from '../fakes/request-limits.ts';
import { silentLog } from '../fakes/silent-log.ts';
import { FakeSyncWaiters } from '../fakes/sync-waiters.ts';
import { tables } from '../support/dynamodb.ts';
import { simulatedGeometry } from './library-functions.ts';
import { filesOf, type ObjectWorld, originalsOf, picturesOf } from './object-ports.ts';
import type { SimulatedProcess } from './process.ts';
import type { ProviderTwin } from './provider-twin.ts';
import type { WorkflowEngine } from './workflow-engine.ts';
import { repliesOf, runnerOf } from './workflow-ports.ts';

/** What all processes share. */
export type Shared = ObjectWorld & {
  readonly engine: WorkflowEngine;
  readonly provider: ProviderTwin;
  readonly keys: FakeKeyDirectory;
  readonly ids: RandomIds;
  readonly random: () => number;
  readonly syncWaitSeconds: number;
};

/** What the model of every job turns away goes to its fallback: through another state, to the same queue. */
const models = sandboxModels.map((model) => ({
  ...model,
  fallback: model.id === 'sandbox' ? 'sandbox-flaky' : null,
}));

/** The production code of each function, over the calls of one process. */
export const functions = {
  api: (process: SimulatedProcess, { keys, ids, ...shared }: Shared) =>
    createGeneration({
      access: { keys, limits: new FakeRequestLimits() },
      catalogue: fixedCatalogue(models),
      ...idleProviders(),
      presets: new FakePresets(),
      balances: new DynamoBalances(process.client, tables.credits),
      jobs: new DynamoJobStore(process.client, tables.jobs, process.clock),
      waiters: new FakeSyncWaiters(),
      runner: runnerOf(process, shared.engine),
      pictures: new FakePictureFiles(),
      referenceKeeper: new FakeReferences().keeper,
      references: new FakeReferences(),
      ids,
      clock: process.clock,
      defaultModel: 'sandbox',
      meter: () => undefined,
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
        log: silentLog,
      }),
      silentLog,
    ),

  Store: (process: SimulatedProcess, shared: Shared) =>
    workflowStep(generatedPayload, store({ files: filesOf(process, shared), log: silentLog }), silentLog),

  Complete: (process: SimulatedProcess) =>
    workflowStep(
      drawnPayload,
      complete({
        ledger: new DynamoCompletions(process.client, tables, process.clock, simulatedGeometry),
        gallery: new DynamoGalleryPublisher(process.client, tables, process.clock),
        clock: process.clock,
        log: silentLog,
      }),
      silentLog,
    ),

  Refund: (process: SimulatedProcess) =>
    workflowStep(
      refundPayload,
      refund({
        ledger: new DynamoRefunds(process.client, tables, process.clock),
        clock: process.clock,
        log: silentLog,
      }),
      silentLog,
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
        log: silentLog,
        gate: openGate,
        countCost: () => undefined,
        countAnswer: () => undefined,
      }),
      replies: repliesOf(process, shared.engine),
      putBack: (receiptHandle, seconds) => process.call('put back', () => putBack(receiptHandle, seconds)),
      log: silentLog,
      report: () => undefined,
    }),

  settle: (process: SimulatedProcess, shared: Shared) =>
    settleConsumer(
      settleJob({
        jobs: new DynamoJobStore(process.client, tables.jobs, process.clock),
        ledger: {
          complete: (...move) =>
            new DynamoCompletions(process.client, tables, process.clock, simulatedGeometry).complete(...move),
          refund: (...move) => new DynamoRefunds(process.client, tables, process.clock).refund(...move),
        },
        gallery: new DynamoGalleryPublisher(process.client, tables, process.clock),
        originals: originalsOf(process, shared),
        files: filesOf(process, shared),
        openJobs: new DynamoOpenJobs(process.client, tables.jobs),
        pictures: picturesOf(process, shared),
        clock: process.clock,
        log: silentLog,
      }),
      silentLog,
    ),

  sweep: (process: SimulatedProcess, { engine }: Shared, requestSettlement: (jobId: string) => void) =>
    sweepOpenJobs({
      openJobs: new DynamoOpenJobs(process.client, tables.jobs),
      jobs: new DynamoJobStore(process.client, tables.jobs, process.clock),
      runner: runnerOf(process, engine),
      requestSettlement: (jobId) => process.call('ask to settle', () => requestSettlement(jobId)),
      clock: process.clock,
      log: silentLog,
    }),
};
