import type {
  AnswerLost,
  ModelBusy,
  ModelFailed,
  ModelPassedOn,
  ModelRefused,
  ModelUnavailable,
  SampleBroken,
} from './errors.ts';
import type { StagedOriginal } from './originals.ts';

/** Answers the workflow that waits for a sample. `stale`: nobody waits for this token any more; nothing to repeat. */
export interface SampleReplies {
  arrived(taskToken: string, original: StagedOriginal): Promise<'accepted' | 'stale'>;
  lost(taskToken: string, loss: RememberedLoss): Promise<'accepted' | 'stale'>;
}

/** Why a sample is lost: the workflow sees the error's name, and its message as the cause. */
export type SampleLoss =
  | ModelRefused
  | ModelBusy
  | ModelFailed
  | ModelUnavailable
  | ModelPassedOn
  | AnswerLost
  | SampleBroken;

export const sampleLossNames = [
  'ModelRefused',
  'ModelBusy',
  'ModelFailed',
  'ModelUnavailable',
  'ModelPassedOn',
  'AnswerLost',
  'SampleBroken',
] as const satisfies readonly SampleLoss['name'][];

/** What is left of a loss in a store. */
export type RememberedLoss = Pick<SampleLoss, 'name' | 'message'>;
