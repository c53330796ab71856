import type { JobFailure } from '../jobs/job-failure.ts';
import type { LostSample } from '../jobs/sample-outcome.ts';
import { type LossDetails, readLossDetails } from './loss-details.ts';

const sentences: Readonly<Record<string, string>> = {
  ModelBusy: 'The model had no capacity; every attempt was turned away.',
  ModelFailed: 'The model failed to make this image.',
  AnswerLost: 'The connection to the model broke before its answer arrived.',
  UnreadableImage: 'The model delivered something that is not a readable image.',
  'States.Timeout': 'The model did not answer in time.',
};

/** Reads the error name and cause of a failed sample, as the workflow carries them, into what the API shows. */
export function lostSample(sampleIndex: number, name: string, cause: string): LostSample {
  const details = readLossDetails(cause);
  return { sampleIndex, ...failureOf(name, details), ...costOf(name, details) };
}

function failureOf(name: string, details: LossDetails | undefined): JobFailure {
  if (name === 'ModelRefused') return contentBlocked(details);
  if (name === 'ModelUnavailable') {
    // What exactly is wrong is for operators: it is in the log.
    return { code: 'model_unavailable', error: 'The model cannot be used at the moment.' };
  }
  return { code: 'provider_failed', error: sentences[name] ?? 'This image could not be made or stored.' };
}

function contentBlocked({ stage = 'input', reason = 'not given' }: Partial<LossDetails> = {}): JobFailure {
  return {
    code: 'content_blocked',
    error:
      stage === 'input'
        ? 'The model refused the prompt.'
        : 'The model refused to show the image that it made.',
    blocked: { stage, reason },
  };
}

/** An answer that was lost may or may not have been billed; what came with an answer was counted by the provider. */
function costOf(name: string, details: LossDetails | undefined): Pick<LostSample, 'cost'> {
  const microUsd = details?.costMicroUsd;
  if (microUsd === undefined || microUsd === null) return {};
  return { cost: { microUsd, isSuspected: name === 'AnswerLost' } };
}
