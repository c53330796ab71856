import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { localDocumentClient } from '../../admin/connection/local-clients.ts';
import { keys } from '../../lambdas/adapters/dynamodb/keys.ts';
import { childrenOf, commandOf } from '../support/processes.ts';
import { runAdmin } from './admin.ts';
import { apiClient, completed, queued, untilEnded } from './api-client.ts';
import { type Laptop, startLaptop } from './laptop.ts';

const laptops: Laptop[] = [];
afterEach(async () => {
  await Promise.all(laptops.splice(0).map((laptop) => laptop.stop()));
});

async function start(env: Record<string, string> = {}, home?: string): Promise<Laptop> {
  const laptop = await startLaptop(env, home);
  laptops.push(laptop);
  return laptop;
}

describe('a stack', () => {
  it('answers 504 when the wait is over, and the job completes all the same', async () => {
    const laptop = await start({ DARKROOM_SYNC_WAIT_SECONDS: '2', DARKROOM_SANDBOX_SLOW_SECONDS: '4' });
    const api = apiClient(laptop.apiUrl, laptop.apiKey);

    const answer = await api.generate({ prompt: 'slow', modelVersion: 'sandbox-slow', resolution: 'low' });

    const jobId = z.string().parse(answer.body['jobId']);
    expect(answer.status).toBe(504);
    expect(answer.body).toEqual({
      error: 'Generation timed out after 2s',
      jobId,
      hint: `GET /v0/images/generations/${jobId} to check status`,
      code: 'generation_timeout',
      requestId: expect.any(String),
    });
    completed.parse((await untilEnded(api, jobId)).body);
  });

  it('keeps everything over a kill of its whole process tree, and ends the jobs that were open', async () => {
    const first = await start({ DARKROOM_SANDBOX_SLOW_SECONDS: '3' });
    const before = apiClient(first.apiUrl, first.apiKey);
    const kept = completed.parse((await before.generate({ prompt: 'kept', resolution: 'low' })).body);
    const open = queued.parse(
      (await before.generate({ prompt: 'open', modelVersion: 'sandbox-slow', resolution: 'low' }, '?async=1'))
        .body,
    );
    await first.killHard();

    const second = await start({ DARKROOM_SANDBOX_SLOW_SECONDS: '3' }, first.home);

    const after = apiClient(second.apiUrl, second.apiKey);
    expect(second.teamId).toBe(first.teamId);
    expect(second.apiKey).toBe(first.apiKey);
    completed.parse((await untilEnded(after, open.data.id)).body);
    const again = completed.parse((await after.get(`/v0/images/generations/${kept.data.id}`)).body);
    expect((await fetch(again.data.data[0]?.url ?? '')).status).toBe(200);
    expect((await after.get('/v0/images/library')).body).toMatchObject({ data: { total: 2 } });
    expect(await runAdmin(first.home, ['audit'])).toMatchObject({ mismatches: [] });
  });

  it('ends a job whose worker is killed in the middle of it', async () => {
    const laptop = await start({ DARKROOM_SANDBOX_SLOW_SECONDS: '3' });
    const api = apiClient(laptop.apiUrl, laptop.apiKey);
    const { data } = queued.parse(
      (await api.generate({ prompt: 'x', modelVersion: 'sandbox-slow', resolution: 'low' }, '?async=1')).body,
    );

    const worker = await claimantOf(laptop.home, data.id);
    expect(commandOf(worker)).toContain('GenerateSandbox');
    process.kill(worker, 'SIGKILL');

    const { body } = await untilEnded(api, data.id);
    // The sandbox bills nobody, so a dead worker's sample is drawn again.
    expect(body).toMatchObject({ data: { status: 'completed' } });
    expect(await runAdmin(laptop.home, ['audit'])).toMatchObject({ mismatches: [] });
  });

  it('is alone on its data: a second start says so and leaves the first alone', async () => {
    const laptop = await start();

    await expect(startLaptop({}, laptop.home)).rejects.toThrow(/already/i);

    expect((await apiClient(laptop.apiUrl, laptop.apiKey).get('/v0/usage')).status).toBe(200);
  });

  it('leaves no process behind when it is stopped, and its data can be read without it', async () => {
    const laptop = await start();
    const children = childrenOf(laptop.pid);

    await laptop.stop();

    expect(children.length).toBeGreaterThan(0);
    expect(children.filter((pid) => commandOf(pid) !== undefined)).toEqual([]);
    const { teams } = await runAdmin(laptop.home, ['team', 'list']);
    expect(teams).toMatchObject([{ name: 'Demo', teamId: laptop.teamId }]);
  });

  it('writes down where it is reached, on this machine only', async () => {
    const laptop = await start();

    const written: unknown = JSON.parse(readFileSync(join(laptop.home, 'local.json'), 'utf8'));

    expect(written).toEqual({
      apiUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      cdnUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      teamId: laptop.teamId,
      apiKey: laptop.apiKey,
    });
  });
});

const endpoints = z.object({ dynamodb: z.url(), tables: z.object({ jobs: z.string() }) });
const claimed = z.object({ claim0: z.object({ holder: z.string().regex(/^[^/]+\/\d+$/) }) });

/** The process that holds the job's first sample, as its claim in the database says; waited for until there is one. */
async function claimantOf(home: string, jobId: string): Promise<number> {
  const { dynamodb, tables } = endpoints.parse(
    JSON.parse(readFileSync(join(home, 'endpoints.json'), 'utf8')),
  );
  const client = localDocumentClient(dynamodb);
  for (;;) {
    const { Item } = await client.send(new GetCommand({ TableName: tables.jobs, Key: keys.job(jobId) }));
    const claim = claimed.safeParse(Item);
    if (claim.success) return Number(claim.data.claim0.holder.split('/')[1]);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
