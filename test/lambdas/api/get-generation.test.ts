import { describe, expect, it } from 'vitest';
import { getGeneration } from '../../../lambdas/api/get-generation/endpoint.ts';
import type { Job } from '../../../lambdas/domain/jobs/job.ts';
import { FakeKeyDirectory } from '../../fakes/key-directory.ts';
import { FakeLedgerStore } from '../../fakes/ledger-store.ts';
import { FakePictureFiles } from '../../fakes/picture-files.ts';
import { FakeRequestLimits } from '../../fakes/request-limits.ts';
import { call } from '../../support/api-call.ts';
import { exampleJob, exampleParams } from '../../support/example-job.ts';

const unknownId = 'job_ffffffffffffffffffffffffffffffff';
const created = Date.parse('2026-11-23T09:00:00.000Z') / 1000;

async function given(overrides: Parameters<typeof exampleJob>[0]) {
  const jobs = new FakeLedgerStore();
  const keys = new FakeKeyDirectory();
  const job = exampleJob(overrides);
  await jobs.accept(job, exampleParams);
  const endpoint = getGeneration({
    access: { keys, limits: new FakeRequestLimits() },
    jobs,
    pictures: new FakePictureFiles(),
    cdnUrl: 'https://cdn.example',
  });
  const apiKeys = { team_a: keys.issue('team_a'), team_b: keys.issue('team_b') };

  return {
    job,
    get: (jobId: string, query: Record<string, string> = {}, teamId: keyof typeof apiKeys = 'team_a') =>
      call(endpoint, { apiKey: apiKeys[teamId], pathParameters: { jobId }, query }),
  };
}

describe('a job that is asked for', () => {
  it.each<Job['status']>(['queued', 'active'])('is shown while it is %s', async (status) => {
    const { get, job } = await given({ status });

    expect(await get(job.jobId)).toMatchObject({
      status: 200,
      body: { data: { id: job.jobId, status, created, model: 'sandbox' } },
    });
  });

  it('is shown with the pictures that it kept', async () => {
    const { get, job } = await given({
      status: 'completed',
      sampleCount: 2,
      refunded: 2,
      images: [
        {
          sampleIndex: 1,
          width: 640,
          height: 360,
          bytes: 9,
          model: null,
          drawnAspectRatio: null,
          costMicroUsd: null,
          original: null,
        },
      ],
      lost: [{ sampleIndex: 0, code: 'content_blocked', error: 'Refused.' }],
    });

    const { storageKey, imageId } = job.samples[1] ?? { storageKey: '', imageId: '' };
    expect((await get(job.jobId)).body).toEqual({
      data: {
        id: job.jobId,
        created,
        model: 'sandbox',
        status: 'completed',
        data: [
          {
            id: imageId,
            url: `https://cdn.example/${storageKey}`,
            thumbnailUrl: `https://cdn.example/${storageKey.replace('generated', 'thumbnails')}`,
            storageKey,
            width: 640,
            height: 360,
          },
        ],
        usage: { credits: 2 },
        failedSamples: [{ index: 0, code: 'content_blocked', error: 'Refused.' }],
      },
    });
  });

  it('is shown as failed, and is no failure of the request', async () => {
    const { get, job } = await given({
      status: 'failed',
      refunded: 2,
      failure: { code: 'content_blocked', error: 'Refused.', blocked: { stage: 'input', reason: 'no' } },
    });

    expect(await get(job.jobId)).toMatchObject({
      status: 200,
      body: {
        data: {
          id: job.jobId,
          status: 'failed',
          error: 'Refused.',
          code: 'content_blocked',
          refunded: 2,
          created,
          model: 'sandbox',
          usage: { credits: 0 },
          stage: 'input',
          reason: 'no',
        },
      },
    });
  });

  it("cannot be told from one that does not exist when it is another team's", async () => {
    const { get, job } = await given({ status: 'active' });

    const theirs = await get(job.jobId, {}, 'team_b');
    const nobodys = await get(unknownId, {}, 'team_b');

    expect(theirs.status).toBe(404);
    expect(theirs.text).toBe(nobodys.text);
  });

  it.each(['', 'nonsense', 'job_1', 'job_\0', `${unknownId}0`, unknownId.toUpperCase()])(
    'is not found by the malformed id %j',
    async (jobId) => {
      const { get } = await given({});

      expect((await get(jobId)).body).toEqual((await get(unknownId)).body);
    },
  );

  it.each<Record<string, string>>([{ response_format: 'x' }, { include_base64: '2' }])(
    'is refused in a form that is not offered: %j',
    async (query) => {
      const { get, job } = await given({});

      expect(await get(job.jobId, query)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    },
  );
});
