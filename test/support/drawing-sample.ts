import type { DrawOutcome, DrawRequest } from '../../lambdas/domain/generation/image-model.ts';
import { openGate, type ProviderGate } from '../../lambdas/domain/generation/provider-gate.ts';
import type { Claim, SampleRef } from '../../lambdas/domain/generation/sample-claims.ts';
import type { Job } from '../../lambdas/domain/jobs/job.ts';
import type { JobStore } from '../../lambdas/domain/jobs/job-store.ts';
import type { LostSample } from '../../lambdas/domain/jobs/sample-outcome.ts';
import { drawSample } from '../../lambdas/queue/generate/draw-sample.ts';
import { ManualClock } from '../fakes/manual-clock.ts';
import { RecordedLog } from '../fakes/recorded-log.ts';
import { FakeSampleStore } from '../fakes/sample-store.ts';
import { exampleJob, exampleParams } from './example-job.ts';

/** The first sample of the job that is drawn. */
export const sample = { jobId: 'job_1', sampleIndex: 0 };
/** What a model delivers. */
export const picture: DrawOutcome = {
  outcome: 'image',
  bytes: new Uint8Array([1, 2, 3]),
  mimeType: 'image/png',
  usage: null,
};

/** A worker that draws one sample, with a model that gives these answers in turn. */
export function drawing({
  answers = [picture],
  billsPerCall = true,
  heldBy,
  gone = [],
  gate = openGate,
  findParams = async () => exampleParams,
  job = {},
  sample: drawn = sample,
}: {
  answers?: DrawOutcome[];
  billsPerCall?: boolean;
  heldBy?: Claim;
  gone?: string[];
  gate?: ProviderGate;
  findParams?: JobStore['findParams'];
  job?: Partial<Job>;
  sample?: SampleRef;
}) {
  const clock = new ManualClock();
  const store = new FakeSampleStore(
    exampleJob({ jobId: 'job_1', status: 'active', sampleCount: 2, ...job }),
    heldBy,
  );
  const log = new RecordedLog();
  let calls = 0;
  const asked: DrawRequest[] = [];
  const costs: NonNullable<LostSample['cost']>[] = [];
  const outcomes: string[] = [];
  const draw = drawSample({
    claims: store,
    originals: store,
    jobs: { findParams },
    references: { read: async () => ({ bytes: new Uint8Array(), mimeType: 'image/png' }) },
    model: {
      draw: async (request) => {
        asked.push(request);
        const answer = answers[calls];
        calls += 1;
        if (answer === undefined) throw new Error('The model was asked once too often.');
        return answer;
      },
    },
    workers: { self: 'me', isGone: (holder) => gone.includes(holder) },
    clock,
    log,
    ceilingSeconds: 60,
    billsPerCall,
    gate,
    countCost: (_, cost) => costs.push(cost),
    countAnswer: (_, outcome) => outcomes.push(outcome),
  });
  const untilMillis = clock.nowMillis() + 90_000;
  return {
    clock,
    store,
    run: () => draw(drawn, untilMillis),
    calls: () => calls,
    asked,
    costs,
    outcomes,
    log,
  };
}

/** A claim of another worker that ends in so many seconds. */
export const someoneElse = (seconds: number): Claim => ({
  holder: 'someone else',
  untilMillis: Date.parse('2026-11-23T09:00:00.000Z') + seconds * 1000,
});
