import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import * as z from 'zod';
import type { Story } from '../../admin/job-story/story.ts';
import { runAdmin } from './admin.ts';
import { type ApiClient, apiClient, completed, untilEnded } from './api-client.ts';
import { type Laptop, startLaptop } from './laptop.ts';

let laptop: Laptop;
let api: ApiClient;
let outage: string;

beforeAll(async () => {
  laptop = await startLaptop();
  api = apiClient(laptop.apiUrl, laptop.apiKey);
  // It takes a while to give up: the others run meanwhile.
  const queued = await api.generate(asked('sandbox-outage'), '?async=true');
  outage = z.object({ data: z.object({ id: z.string() }) }).parse(queued.body).data.id;
});
afterAll(() => laptop.stop());

const prompt = 'a prompt that nobody but the customer may read';
const asked = (modelVersion: string, sampleCount = 1) => ({
  prompt,
  modelVersion,
  sampleCount,
  resolution: 'low',
});

async function story(jobId: string): Promise<Story> {
  const told = await runAdmin(laptop.home, ['job', 'story', jobId]);
  expect(JSON.stringify(told)).not.toContain(prompt);
  return told as Story;
}

/** What an operator sees, and the exit code. */
function inWords(jobId: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const root = join(import.meta.dirname, '../..');
  const env = { ...process.env, DARKROOM_HOME: laptop.home, DARKROOM_ASSEMBLY: inject('assembly') };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(root, 'admin/main.ts'), 'job', 'story', jobId],
      { cwd: root, env },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

const codesOf = ({ timeline }: Story) =>
  timeline.flatMap(({ source, text }) => (source === 'log' ? [text.split(' ')[0]] : []));
const statesOf = ({ timeline }: Story) =>
  timeline.flatMap(({ source, text }) => (source === 'workflow' ? [text] : []));
const timesOf = ({ timeline }: Story) => timeline.map(({ afterMillis }) => afterMillis);

describe('the story of a job that', () => {
  it('was completed is whole: each transition, line and move of credits, in time order', async () => {
    const answer = await api.generate(asked('sandbox'));
    const { data } = completed.parse(answer.body);

    const told = await story(data.id);

    expect(told).toMatchObject({
      verdict: expect.stringMatching(
        /^completed in [\d.]+ s: 1 of 1 picture; 1 credit charged, 0 refunded\.$/,
      ),
      next: 'Nothing.',
      requestId: answer.headers.get('x-request-id'),
      teamId: laptop.teamId,
      promptCharacters: prompt.length,
      money: [{ type: 'charge', amount: -1 }],
      samples: [{ outcome: 'kept', isStored: true, hasThumbnail: true, isInLibrary: true }],
      gaps: [],
    });
    expect(codesOf(told)).toEqual(
      expect.arrayContaining([
        'JOB_ACCEPTED',
        'JOB_CHARGED',
        'SAMPLE_DRAWN',
        'IMAGE_STORED',
        'JOB_COMPLETED',
      ]),
    );
    expect(statesOf(told)).toEqual([
      'ExecutionStarted',
      'Charge begins',
      'Samples begins',
      'Generate begins',
      'Store begins',
      'Complete begins',
      'ExecutionSucceeded',
    ]);
    expect(timesOf(told)).toEqual(timesOf(told).toSorted((a, b) => a - b));
  });

  it('was refused says who refused what, and in which words', async () => {
    const { body } = await api.generate(asked('sandbox-blocked'));

    const { code, stdout } = await inWords(String(body['jobId']));

    expect(code).toBe(0);
    expect(stdout.split('\n').slice(0, 2)).toEqual([
      expect.stringMatching(
        /^job_\w+ failed: content_blocked after [\d.]+ s; 1 credit charged, 1 refunded; sample 0: The model refused the prompt\. It said: sandbox-blocked refuses every prompt\.$/,
      ),
      expect.stringContaining('The team changes its prompt'),
    ]);
    expect(stdout).toMatch(
      /! workflow {2}sample 0: Generate failed with ModelRefused: sandbox-blocked refuses/,
    );
    expect(stdout).not.toContain(prompt);
  });

  it('kept a part says which samples it lost', async () => {
    const { data } = completed.parse((await api.generate(asked('sandbox-partial', 3))).body);

    const told = await story(data.id);

    expect(told.verdict).toContain(
      '2 of 3 pictures; 3 credits charged, 1 refunded; sample 1 was lost to provider_failed',
    );
    expect(told.money.map(({ amount }) => amount)).toEqual([-3, 1]);
    expect(told.samples.map(({ outcome, isStored }) => [outcome, isStored])).toEqual([
      ['kept', true],
      ['lost', false],
      ['kept', true],
    ]);
    expect(statesOf(told)).toContain(
      'Generate failed with ModelFailed: sandbox-partial loses every odd sample',
    );
  });

  it('met an outage tells each attempt, and to look at the provider', async () => {
    await untilEnded(api, outage);

    const told = await story(outage);

    expect(told.verdict).toContain('failed: provider_failed');
    expect(told.next).toContain('admin provider list');
    expect(codesOf(told).filter((code) => code === 'SAMPLE_NOT_DRAWN')).toHaveLength(5);
    expect(told.samples).toMatchObject([{ outcome: 'lost', workers: [{ unchargedAttempts: 4 }] }]);
  }, 60_000);

  it('nobody accepted is an error that says so', async () => {
    const { code, stdout, stderr } = await inWords(`job_${'0'.repeat(32)}`);

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`There is no job "job_${'0'.repeat(32)}" here.`);
    expect((await inWords('job_1')).code).toBe(1);
  });

  it('ran on a stack that is stopped now is told all the same, without its workflow', async () => {
    await laptop.stop();

    const told = await story(outage);

    expect(told.verdict).toContain('failed: provider_failed');
    expect(codesOf(told)).toContain('JOB_REFUNDED');
    expect(told.gaps).toEqual(['The workflow tells what it did only while the stack runs: npm start.']);
  });
});
