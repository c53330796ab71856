import type { StagedOriginal } from './originals.ts';

/** Answers the workflow that waits for a sample. `stale`: nobody waits for this token any more; nothing to repeat. */
export interface SampleReplies {
  arrived(taskToken: string, original: StagedOriginal): Promise<'accepted' | 'stale'>;
  lost(taskToken: string, loss: SampleLoss): Promise<'accepted' | 'stale'>;
}

/** `name` is one of the classes of `generation/errors.ts`; `cause` at most 32 KB (a limit of Step Functions). */
export type SampleLoss = { readonly name: string; readonly cause: string };
