import * as z from 'zod';
import type { JobFailure } from '../jobs/job-failure.ts';
import type { LostSample } from '../jobs/sample-outcome.ts';

const refusal = z.object({ stage: z.enum(['input', 'output']), reason: z.string() });

const sentences: Readonly<Record<string, string>> = {
  ModelBusy: 'The model had no capacity; every attempt was turned away.',
  ModelFailed: 'The model failed to make this image.',
  AnswerLost: 'The connection to the model broke before its answer arrived.',
  UnreadableImage: 'The model delivered something that is not a readable image.',
  'States.Timeout': 'The model did not answer in time.',
};

/** Reads the error name and cause of a failed sample, as the workflow carries them, into what the API shows. */
export function lostSample(sampleIndex: number, name: string, cause: string): LostSample {
  if (name === 'ModelRefused') return { sampleIndex, ...contentBlocked(cause) };

  if (name === 'ModelUnavailable') {
    // What exactly is wrong is for operators: it is in the log.
    return { sampleIndex, code: 'model_unavailable', error: 'The model cannot be used at the moment.' };
  }

  return {
    sampleIndex,
    code: 'provider_failed',
    error: sentences[name] ?? 'This image could not be made or stored.',
  };
}

function contentBlocked(cause: string): JobFailure {
  const parsed = refusal.safeParse(parseJson(cause));
  const blocked = parsed.success ? parsed.data : { stage: 'input' as const, reason: 'not given' };

  return {
    code: 'content_blocked',
    error:
      blocked.stage === 'input'
        ? 'The model refused the prompt.'
        : 'The model refused to show the image that it made.',
    blocked,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
