import { expect, it } from 'vitest';
import type { SampleRef } from '../../../lambdas/domain/generation/sample-claims.ts';
import type { Job } from '../../../lambdas/domain/jobs/job.ts';
import { lateAnswer } from '../../../lambdas/queue/generate/late-answer.ts';
import { exampleImage, exampleJob } from '../../support/example-job.ts';

const sample = { jobId: 'job_1', sampleIndex: 1 };
const image = exampleImage(1);

async function noted(job: Partial<Job> | undefined, isStaged = true): Promise<readonly SampleRef[]> {
  const notes: SampleRef[] = [];
  await lateAnswer({
    originals: {
      find: async () =>
        isStaged
          ? {
              originalKey: 'key',
              mimeType: 'image/png',
              model: null,
              drawnAspectRatio: null,
              costMicroUsd: null,
            }
          : undefined,
    },
    jobs: { find: async () => job && exampleJob({ jobId: 'job_1', sampleCount: 2, ...job }) },
    late: { note: async (late) => void notes.push(late) },
    report: () => undefined,
  })(sample);
  return notes;
}

it('notes a picture that came after its job was paid back', async () => {
  expect(await noted({ status: 'failed' })).toEqual([sample]);
});

it('notes a picture that came after its job was completed without it', async () => {
  expect(await noted({ status: 'completed', images: [{ ...image, sampleIndex: 0 }] })).toEqual([sample]);
});

it.each([
  ['that the job has', { status: 'completed', images: [image] }, true],
  ['of a job that still waits, for another message answers with it', { status: 'active' }, true],
  ['that never came', { status: 'failed' }, false],
  ['of a job that does not exist', undefined, true],
] as const)('notes no picture %s', async (_, job, isStaged) => {
  expect(await noted(job, isStaged)).toEqual([]);
});
