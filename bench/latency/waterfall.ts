import type { HistoryEvent } from '../../local/step-functions/execution-history.ts';
import type { AskedJob } from '../laptop/ask-job.ts';
import type { LogLine } from './function-log.ts';

/** A part of a job's time; the first begins when the request is sent, each other where the one before it ends. */
export type Stage = { readonly what: string; readonly fromMillis: number; readonly toMillis: number };

export const modelStage = 'the model draws';
export const storeStage = 'Store: WebP, thumbnail, hash';
export const lookStage = 'until the call looks again';

type Told = {
  readonly asked: AskedJob;
  /** Of this job alone. */
  readonly lines: readonly LogLine[];
  readonly history: readonly HistoryEvent[];
};

/** Where a job of one picture spent its time, from the request to the whole answer, as its own log and history tell. */
export function waterfallOf({ asked, lines, history }: Told): readonly Stage[] {
  const logged = (code: string) => found(code, lines.find((line) => line.code === code)?.timestamp);
  const entered = (state: string) => at(history, 'TaskStateEntered', state);
  const exited = (state: string) => at(history, 'TaskStateExited', state);
  const drawn = lines.find(({ code }) => code === 'SAMPLE_DRAWN');

  const ends: readonly (readonly [string, number])[] = [
    ['key, checks, the job is written', logged('JOB_ACCEPTED')],
    ['the execution starts', entered('Charge')],
    ['Charge', exited('Charge')],
    ['queue, worker, claim', logged('SAMPLE_DRAWN') - (drawn?.millis ?? 0)],
    [modelStage, logged('SAMPLE_DRAWN')],
    ['the original is staged, the token answered', exited('Generate')],
    [storeStage, exited('Store')],
    ['Complete', logged('JOB_COMPLETED')],
    [lookStage, logged('REQUEST_COMPLETED')],
    ['the answer is sent', asked.answeredAtMillis],
  ];
  return ends.map(([what, endsAt], index) => ({
    what,
    fromMillis: (ends[index - 1]?.[1] ?? asked.sentAtMillis) - asked.sentAtMillis,
    toMillis: endsAt - asked.sentAtMillis,
  }));
}

/** What we add to the time that the model takes. */
export function addedMillis(stages: readonly Stage[]): number {
  return stages.reduce(
    (sum, { what, fromMillis, toMillis }) => sum + (what === modelStage ? 0 : toMillis - fromMillis),
    0,
  );
}

function at(history: readonly HistoryEvent[], type: string, state: string): number {
  const event = history.find((one) => one.type === type && one.state === state);
  return found(`${type} ${state}`, event?.atMillis);
}

function found(what: string, millis: number | undefined): number {
  if (millis === undefined) throw new Error(`Neither log nor history of the job tell of ${what}.`);
  return millis;
}
