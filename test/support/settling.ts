import type { Publication } from '../../lambdas/domain/library/image-files.ts';
import { settleJob } from '../../lambdas/queue/settle/settle-job.ts';
import { FakeLedgerStore } from '../fakes/ledger-store.ts';
import { ManualClock } from '../fakes/manual-clock.ts';
import { RecordedLog } from '../fakes/recorded-log.ts';
import { exampleJob, exampleParams } from './example-job.ts';

/** A job of three pictures at 2 credits each, whose workflow broke after some originals were staged. */
export async function settling(
  stagedIndexes: readonly number[] = [],
  publish: (publication: Publication) => Promise<void> = async () => undefined,
  remove: () => Promise<void> = async () => undefined,
  { isPublic = true } = {},
) {
  const clock = new ManualClock();
  const store = new FakeLedgerStore();
  const job = exampleJob({ jobId: 'job_1', sampleCount: 3, isPublic });
  await store.accept(job, exampleParams);
  const published: string[] = [];
  const stored: Publication[] = [];
  const removed: string[] = [];
  const closed: string[] = [];
  const log = new RecordedLog();
  const settle = settleJob({
    jobs: store,
    ledger: store,
    clock,
    log,
    openJobs: { close: async (jobId) => void closed.push(jobId) },
    pictures: {
      remove: async (storageKey) => {
        await remove();
        removed.push(storageKey);
      },
    },
    gallery: { publish: async ({ jobId }) => void published.push(jobId) },
    originals: {
      find: async (jobId, sampleIndex) =>
        stagedIndexes.includes(sampleIndex)
          ? {
              originalKey: `originals/${jobId}/${sampleIndex}`,
              mimeType: 'image/png',
              model: null,
              drawnAspectRatio: null,
              costMicroUsd: null,
            }
          : undefined,
    },
    files: {
      publish: async (publication) => {
        await publish(publication);
        stored.push(publication);
        return { width: 64, height: 36, bytes: 79, original: null };
      },
    },
  });
  return {
    clock,
    store,
    job,
    settle,
    published,
    stored,
    removed,
    closed,
    log,
    charge: () => store.charge(job, clock.nowMillis()),
  };
}
