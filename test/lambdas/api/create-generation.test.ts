import { describe, expect, it } from 'vitest';
import { sandboxModels } from '../../../lambdas/domain/generation/catalogue/sandbox-models.ts';
import { fixedCatalogue } from '../../../lambdas/domain/generation/fixed-catalogue.ts';
import type { JobFailure } from '../../../lambdas/domain/jobs/job-failure.ts';
import { StoreUnavailable } from '../../../lambdas/domain/store-unavailable.ts';
import { FakeLedgerStore } from '../../fakes/ledger-store.ts';
import { RecordedLog } from '../../fakes/recorded-log.ts';
import { completing, generationApi } from '../../support/generation-api.ts';

const acceptedSeconds = Date.parse('2026-11-23T09:00:00.000Z') / 1000;
const jobId = 'job_00000000000000000000000000000001';

describe('a blocking call', () => {
  it("answers the seed's shape once the job is completed", async () => {
    const { post } = generationApi(completing());

    const answer = await post({ prompt: 'a lake', resolution: '4k' });

    expect(answer.status).toBe(200);
    expect(answer.headers).toEqual({
      'Content-Type': 'application/json',
      'X-Request-Id': 'request-1',
      RateLimit: '"team";r=599;t=1',
      'RateLimit-Policy': '"team";q=600;w=60',
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Expose-Headers': expect.stringContaining(
        'X-Request-Id, Location, Retry-After, RateLimit',
      ),
    });
    expect(answer.body).toEqual({
      data: {
        id: jobId,
        created: acceptedSeconds,
        model: 'sandbox',
        status: 'completed',
        data: [
          {
            id: 'img_00000000000000000000000000000002',
            url: 'https://cdn.example/generated/team-handle-of-team_a/00000000000000000000000000000003.webp',
            thumbnailUrl:
              'https://cdn.example/thumbnails/team-handle-of-team_a/00000000000000000000000000000003.webp',
            storageKey: 'generated/team-handle-of-team_a/00000000000000000000000000000003.webp',
            width: 1024,
            height: 1024,
          },
        ],
        usage: { credits: 4 },
      },
    });
  });

  it('shows the credits that were kept and why samples are missing', async () => {
    const { post } = generationApi(completing(1, 3));

    const { body } = await post({ prompt: 'a lake', sampleCount: 4, resolution: 'high' });

    const error = 'The model failed to make this image.';
    expect(body).toMatchObject({
      data: {
        usage: { credits: 4 },
        failedSamples: [
          { index: 1, code: 'provider_failed', error },
          { index: 3, code: 'provider_failed', error },
        ],
      },
    });
    expect((body['data'] as { data: unknown[] }).data).toHaveLength(2);
  });

  it('stores what was asked, with the defaults filled in, and starts it once', async () => {
    const { post, store, runner } = generationApi(completing());

    await post({ prompt: 'ภาพ', negativePrompt: 'text', isPublic: true, sampleCount: 2, variables: {} });

    expect(store.params.get(jobId)).toEqual({
      userPrompt: 'ภาพ',
      prompt: 'ภาพ',
      negativePrompt: 'text',
      presetId: null,
      variables: {},
      references: [],
    });
    expect(store.jobs.get(jobId)).toMatchObject({
      teamId: 'team_a',
      model: 'sandbox',
      provider: 'sandbox',
      aspectRatio: '1:1',
      resolution: 'standard',
      isPublic: true,
      unitCost: 1,
      cost: 2,
      createdAtMillis: Date.parse('2026-11-23T09:00:00.000Z'),
      deadlineAtMillis: Date.parse('2026-11-23T11:00:00.000Z'),
    });
    expect(runner.started).toEqual([jobId]);
  });

  it("gives up with the seed's body when the wait is over, and leaves the job alone", async () => {
    const { post, clock, store } = generationApi(undefined, { syncWaitSeconds: 3 });

    const answer = await post({ prompt: 'a lake' });

    expect(answer.status).toBe(504);
    expect(answer.headers['X-Should-Retry']).toBe('false');
    expect(answer.body).toEqual({
      error: 'Generation timed out after 3s',
      code: 'generation_timeout',
      requestId: 'request-1',
      jobId,
      hint: `GET /v0/images/generations/${jobId} to check status`,
    });
    expect(clock.nowMillis()).toBe(Date.parse('2026-11-23T09:00:03.000Z'));
    expect(store.jobs.get(jobId)?.status).toBe('queued');
  });

  it('goes on waiting when a read of its job fails', async () => {
    class FlakyStore extends FakeLedgerStore {
      #reads = 0;
      override async find(id: string) {
        this.#reads += 1;
        if (this.#reads < 4) throw new StoreUnavailable('read a job');
        await this.failUncharged(id, { code: 'model_unavailable', error: 'Retired.' }, 0);
        return super.find(id);
      }
    }
    const { post } = generationApi(undefined, { jobs: new FlakyStore() });

    expect((await post({ prompt: 'a lake' })).status).toBe(503);
  });

  it('stands by an accepted job that could not be started', async () => {
    const log = new RecordedLog();
    const api = generationApi(async () => {
      throw new StoreUnavailable('start a workflow');
    });

    const answer = await api.post({ prompt: 'a lake' }, { query: { async: '1' }, log });

    expect(answer.status).toBe(200);
    expect(api.store.jobs.get(jobId)?.status).toBe('queued');
    expect(log.lines.map(({ code }) => code)).toContain('JOB_NOT_STARTED');
    expect(log.ids).toEqual({ teamId: 'team_a', keyId: expect.stringMatching(/^[0-9a-f]{12}$/), jobId });
    expect(JSON.stringify(log.lines)).not.toContain('a lake');
  });

  it.each<[JobFailure, number, Record<string, unknown>]>([
    [
      { code: 'content_blocked', error: 'Refused.', blocked: { stage: 'output', reason: 'no' } },
      422,
      { stage: 'output', reason: 'no', refunded: 3 },
    ],
    [{ code: 'provider_failed', error: 'Down.' }, 502, { refunded: 3 }],
    [{ code: 'internal_error', error: 'Stopped.' }, 500, { refunded: 3 }],
  ])('says why its charged job failed: %j', async (failure, status, extras) => {
    const { post } = generationApi(async (id, store, clock) => {
      const job = await store.find(id);
      if (job !== undefined) await store.charge(job, clock.nowMillis());
      await store.refund(id, failure, [], clock.nowMillis());
    });

    const answer = await post({ prompt: 'x', sampleCount: 3 });

    const { code, error } = failure;
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({ error, code, requestId: 'request-1', jobId, ...extras });
    expect(answer.headers['X-Should-Retry']).toBe('false');
  });

  it.each<[JobFailure, number, Record<string, unknown>, string | undefined]>([
    [
      { code: 'insufficient_credits', error: 'Too few.', shortfall: { required: 3, balance: 2 } },
      402,
      { required: 3, balance: 2 },
      undefined,
    ],
    [{ code: 'too_many_active_jobs', error: 'Full.' }, 429, {}, '5'],
    [{ code: 'model_unavailable', error: 'Retired.' }, 503, {}, '60'],
  ])('says why its job was not charged after all: %j', async (failure, status, extras, retryAfter) => {
    const { post } = generationApi((id, store, clock) => store.failUncharged(id, failure, clock.nowMillis()));

    const answer = await post({ prompt: 'x', sampleCount: 3 });

    const { code, error } = failure;
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({ error, code, requestId: 'request-1', jobId, ...extras });
    expect(answer.headers['Retry-After']).toBe(retryAfter);
  });
});

describe('a call that does not wait', () => {
  const queued = { data: { id: jobId, status: 'queued', created: acceptedSeconds, model: 'sandbox' } };

  it.each(['true', '1'])('answers a queued job and where to ask for it: async=%s', async (value) => {
    const { post, clock } = generationApi();

    const answer = await post({ prompt: 'x' }, { query: { async: value } });

    expect(answer.status).toBe(200);
    expect(answer.headers['Location']).toBe(`/v0/images/generations/${jobId}`);
    expect(answer.body).toEqual(queued);
    expect(clock.nowMillis()).toBe(acceptedSeconds * 1000);
  });

  it('is what a slow model makes of every call', async () => {
    const slow = sandboxModels.map((model) => ({ ...model, mode: 'async' as const }));
    const { post } = generationApi(undefined, { catalogue: fixedCatalogue(slow) });

    expect((await post({ prompt: 'x' })).body).toEqual(queued);
  });

  it.each(['false', '0'])('is not what async=%s asks for', async (value) => {
    const { post } = generationApi(completing());

    const { body } = await post({ prompt: 'x' }, { query: { async: value } });

    expect(body).toMatchObject({ data: { status: 'completed' } });
  });
});
