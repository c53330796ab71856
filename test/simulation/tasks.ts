import { exampleJob } from './example-jobs.ts';
import type { Fault, Plan } from './faults.ts';
import { simulationOf } from './schedules.ts';
import { simulate } from './simulate.ts';

/** A piece of the search that one worker does at a time; sent to it as it stands. */
export type Task =
  | { readonly kind: 'schedules'; readonly from: number; readonly count: number }
  /** Every fault of every call of an example job. */
  | { readonly kind: 'faults'; readonly job: string }
  /** Every pair of faults of which the first one hits this call. */
  | { readonly kind: 'pairs'; readonly job: string; readonly first: number };

export type Broken = {
  /** Which schedule. */
  readonly what: string;
  readonly breaches: readonly string[];
  /** Arguments of the command that shows it again. */
  readonly replay: string;
};

export type Report = { readonly tried: number; readonly broken: readonly Broken[] };

export const faultsOfCalls = [
  'rejected',
  'answer-lost',
  'crash-before',
  'crash-after',
  'crash-applied-late',
] as const satisfies readonly Fault[];

/** A fault lets other calls follow: the second one may lie beyond those of a sound job by as many. */
const callsBeyond = 12;

export async function runTask(task: Task): Promise<Report> {
  switch (task.kind) {
    case 'schedules':
      return schedules(task);
    case 'faults':
      return planned(task.job, singles(await callsOf(task.job)));
    case 'pairs':
      return planned(task.job, pairs(await callsOf(task.job), task.first));
  }
}

/** The calls that an example job makes when nothing fails, in their order. */
export async function callsOf(job: string): Promise<readonly string[]> {
  return (await simulate(exampleJob(job))).calls;
}

async function schedules({ from, count }: { from: number; count: number }): Promise<Report> {
  const broken: Broken[] = [];
  for (let seed = from; seed < from + count; seed += 1) {
    const { breaches } = await simulate(simulationOf(seed));
    if (breaches.length > 0) broken.push({ what: `seed ${seed}`, breaches, replay: `--seed ${seed}` });
  }
  return { tried: count, broken };
}

async function planned(job: string, plans: Iterable<Plan>): Promise<Report> {
  const broken: Broken[] = [];
  let tried = 0;
  for (const plan of plans) {
    const { breaches, calls } = await simulate({ ...exampleJob(job), plan });
    tried += 1;
    if (breaches.length === 0) continue;
    const faults = [...plan].map(([call, fault]) => ({ call, fault }));
    broken.push({
      what: `a job of ${job}, ${faults.map(({ call, fault }) => `${fault}: ${calls[call]}`).join(', then ')}`,
      breaches,
      replay: `--job '${job}' ${faults.map(({ call, fault }) => `--fault ${call}:${fault}`).join(' ')}`,
    });
  }
  return { tried, broken };
}

function* singles(calls: readonly string[]): Generator<Plan> {
  for (const call of calls.keys()) for (const fault of faultsOfCalls) yield new Map([[call, fault]]);
}

function* pairs(calls: readonly string[], first: number): Generator<Plan> {
  for (let second = first + 1; second < calls.length + callsBeyond; second += 1) {
    for (const one of faultsOfCalls) {
      for (const other of faultsOfCalls) {
        yield new Map([
          [first, one],
          [second, other],
        ]);
      }
    }
  }
}
