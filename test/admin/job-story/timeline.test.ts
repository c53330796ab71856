import { describe, expect, it } from 'vitest';
import { logLineOf } from '../../../admin/job-story/log-line.ts';
import { quoteFor } from '../../../admin/job-story/provider-words.ts';
import { storyOf } from '../../../admin/job-story/story.ts';
import { storyText } from '../../../admin/job-story/story-text.ts';
import { exampleParams } from '../../support/example-job.ts';
import { acceptedAtMillis, factsOf, logLine, workflowEvent } from '../../support/job-facts.ts';

const cause = '{"reason":"400 too large","stage":"input"}';
const facts = factsOf(
  {
    jobId: 'job_1',
    status: 'failed',
    refunded: 2,
    failure: { code: 'provider_failed', error: 'The model failed to make this image.' },
    endedAtMillis: acceptedAtMillis + 3200,
  },
  {
    events: [
      workflowEvent({ atMillis: acceptedAtMillis + 3100, type: 'TaskFailed', error: 'ModelFailed', cause }),
      workflowEvent({}),
      workflowEvent({ type: 'TaskStateExited' }),
    ],
    lines: [
      logLine({ details: { credits: 2 } }),
      logLine({ level: 'WARN', code: 'SAMPLE_LOST', sampleIndex: 0, atMillis: acceptedAtMillis + 3000 }),
    ],
    gaps: ['The moon was not asked.'],
  },
);

describe('the story of a job', () => {
  it('tells transitions, money, workflow and log in time order', () => {
    const { timeline } = storyOf(facts, acceptedAtMillis + 9000);

    expect(timeline.map(({ afterMillis, source, text }) => [afterMillis, source, text])).toEqual([
      [0, 'job', 'queued: 1 sample of sandbox for 2 credits'],
      [10, 'log', 'JOB_ACCEPTED A job was accepted. (credits 2)'],
      [20, 'job', 'active'],
      [20, 'money', 'charge: −2 credits'],
      [30, 'workflow', 'Generate begins'],
      [3000, 'log', 'SAMPLE_LOST A job was accepted.'],
      [3100, 'workflow', 'Generate failed with ModelFailed: 400 too large'],
      [3200, 'job', 'failed: provider_failed. The model failed to make this image.'],
      [3200, 'money', 'refund: +2 credits'],
    ]);
  });

  it('reads from the verdict down, and tells the length of the prompt alone', () => {
    const text = storyText(storyOf(facts, acceptedAtMillis + 9000));

    expect(text.split('\n')[0]).toMatch(/^job_1 failed: provider_failed after 3.2 s; /);
    expect(text).toContain('request   request-1');
    expect(text).toContain('a prompt of 18 characters');
    expect(text).toContain('    +3.100 s ! workflow  sample 0: Generate failed with ModelFailed');
    expect(text).toContain('Not told: The moon was not asked.');
    expect(text).not.toContain(exampleParams.prompt);
  });
});

describe('a job that somebody waited for', () => {
  it('is told without each time that they asked', () => {
    const route = 'GET /v0/images/generations/{jobId}';
    const poll = logLine({ code: 'REQUEST_COMPLETED', requestId: 'request-2', details: { route } });
    const told = storyOf({ ...facts, lines: [poll, poll, ...facts.lines] }, acceptedAtMillis + 9000);

    expect(told.requestId).toBe('request-1');
    expect(storyText(told)).toContain('Asked for 2 times meanwhile.');
    expect(storyText(told)).not.toContain(route);
  });
});

describe('a line of the log', () => {
  const line = {
    timestamp: '2026-11-23T09:00:00.010Z',
    level: 'INFO',
    code: 'SAMPLE_DRAWN',
    message: 'A model delivered a picture.',
    service: 'darkroom',
    jobId: 'job_1',
    teamId: 'team_a',
    requestId: 'request-1',
    sampleIndex: 0,
    millis: 12,
  };
  const read = (printed: unknown) =>
    logLineOf(
      { printedBy: 'Worker', text: typeof printed === 'string' ? printed : JSON.stringify(printed) },
      'job_1',
    );

  it('is told by its code and its own facts', () => {
    expect(read(line)).toEqual({
      atMillis: acceptedAtMillis + 10,
      level: 'INFO',
      code: 'SAMPLE_DRAWN',
      message: 'A model delivered a picture.',
      requestId: 'request-1',
      sampleIndex: 0,
      printedBy: 'Worker',
      details: { millis: 12 },
    });
  });

  it.each([
    ['of another job', { ...line, jobId: 'job_2', message: 'after job_1' }],
    ['that is no JSON', 'START job_1'],
    ['of the runtime', { ...line, message: { errorType: 'Error' } }],
  ])('%s is none of the story', (_, printed) => {
    expect(read(printed)).toBeUndefined();
  });
});

describe("a provider's words", () => {
  const quote = quoteFor({
    ...exampleParams,
    prompt: 'A watercolour of a red fox',
    userPrompt: 'a red fox',
    negativePrompt: 'x',
  });

  it.each([
    ['400 too large', '400 too large'],
    ['{"reason":"safety","stage":"output"}', 'safety'],
    ['Rejected: "a watercolour of…', '(left out, for it repeats the prompt)'],
    ['I see A RED FOX here', '(left out, for it repeats the prompt)'],
  ])('%s are told as: %s', (words, told) => {
    expect(quote(words)).toBe(told);
  });
});
