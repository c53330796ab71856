import { lastWorkMillis } from '../../lambdas/domain/jobs/deadline.ts';
import { hasEnded } from '../../lambdas/domain/jobs/job-status.ts';
import type { BatchResponse } from '../../lambdas/queue/sqs-event.ts';
import { sampleRequestPayload } from '../../lambdas/workflow/payloads.ts';
import { timing } from '../../lib/workflow/timing.ts';
import { CountedIds } from '../fakes/counted-ids.ts';
import { FakeKeyDirectory } from '../fakes/key-directory.ts';
import { type Order, order } from './client.ts';
import { type Fault, type Plan, plannedFaults, randomFaults, recordedFaults } from './faults.ts';
import { functions, type Shared } from './functions.ts';
import { breaches } from './invariants.ts';
import { chargedTwice, endOf, jobsOf } from './job-ends.ts';
import { listBreaches } from './list-breaches.ts';
import { synthesisedMachine } from './machine.ts';
import { openAccount } from './open-account.ts';
import { type ProcessWorld, SimulatedProcess } from './process.ts';
import { ProviderTwin } from './provider-twin.ts';
import { QueueTwin } from './queue-twin.ts';
import { chanceOf, Scheduler } from './scheduler.ts';
import { nothingTidied, type Tidying, tidy } from './tidying.ts';
import { DynamoTwin } from './twins/dynamo-twin.ts';
import { StateError, WorkflowEngine } from './workflow-engine.ts';

const machine = synthesisedMachine();

export type Simulation = {
  readonly seed: number;
  /** Of each team: its credits, what it orders, and what it does to pictures that are there. */
  readonly teams: readonly {
    readonly credits: number;
    readonly orders: readonly Order[];
    readonly tidyings?: readonly Tidying[];
  }[];
  /** What goes wrong; by chance unless given. */
  readonly plan?: Plan;
  readonly faultRate?: number;
  /** Of a hundred messages, how many come twice; 5 unless given. */
  readonly duplicatesPercent?: number;
  /** Everything is asked for within a second and drawn at once, so that jobs meet in the same moments. */
  readonly isHurried?: boolean;
  /** How samples (`<jobId>/<sampleIndex>`) end that the provider never draws; by chance unless given. */
  readonly providerLoses?: readonly string[];
};

export type Outcome = {
  readonly breaches: readonly string[];
  readonly trace: readonly string[];
  /** What went wrong, by the number of the call: as a plan, it goes wrong again. */
  readonly plan: Plan;
  /** Every call that left a process, in order. */
  readonly calls: readonly string[];
  /** How each job ended, such as `completed 2 of 3` or `failed provider_failed`. */
  readonly ends: readonly string[];
};

/** Mostly up to 2 s fast or slow, and now and then 5 minutes. */
function skewBy(chance: () => number): number {
  return (chance() < 0.03 ? 300_000 : 2000) * (2 * chance() - 1);
}

/** A sender that is told of a failure may have been heard all the same. */
const appliedAllTheSame: ReadonlySet<Fault> = new Set(['answer-lost', 'crash-after', 'crash-applied-late']);
/** How long the world is broken, before it heals. */
const troubleMillis = 30 * 60_000;
const sweepMillis = timing.sweepIntervalMinutes * 60_000;
/** Everything must have ended a little after the deadline of the last job. */
const horizonMillis = timing.jobDeadlineSeconds * 1000 + 4 * sweepMillis;
const syncWaitSeconds = 180;

/** Runs jobs from their requests to their ends, on one seed, and tells what did not hold then. */
export async function simulate({
  seed,
  teams,
  faultRate = 0.05,
  providerLoses,
  isHurried = false,
  duplicatesPercent = 5,
  plan,
}: Simulation): Promise<Outcome> {
  const scheduler = new Scheduler(seed);
  const dynamo = new DynamoTwin();
  const trace: string[] = [];
  const startMillis = scheduler.nowMillis;
  const isCalm = () => scheduler.nowMillis > startMillis + troubleMillis;
  // Faults have chances of their own: leaving one out moves nothing else until its call.
  const decided =
    plan === undefined ? randomFaults(chanceOf(seed ^ 0xfa17), faultRate, isCalm) : plannedFaults(plan);
  const faults = recordedFaults(decided);
  const world: ProcessWorld = {
    scheduler,
    dynamo,
    faults,
    skewMillis: () => (plan === undefined && !isCalm() ? skewBy(scheduler.chance) : 0),
    trace: (line) => trace.push(`${((scheduler.nowMillis - startMillis) / 1000).toFixed(3)} ${line}`),
  };
  const provider = new ProviderTwin(scheduler, providerLoses ?? 'by-chance', isHurried ? 40 : 30_000);
  const duplicates = () => (isCalm() ? 0 : duplicatesPercent);

  const settleQueue = new QueueTwin({
    scheduler,
    duplicatesPercent: duplicates,
    visibilitySeconds: 1440,
    consume: (event) => start('settle', (process) => functions.settle(process, shared)(event)),
  });
  const samples = new QueueTwin({
    scheduler,
    duplicatesPercent: duplicates,
    visibilitySeconds: timing.messageVisibilitySeconds,
    consume: (event, putBack) =>
      start('generate', (process): Promise<BatchResponse> => {
        const deadline = process.clock.nowMillis() + timing.workerTimeoutSeconds * 1000;
        return functions.generate(process, shared, sampleOf(event), putBack)(event, deadline);
      }),
  });
  const engine = new WorkflowEngine({
    scheduler,
    machine,
    invoke: (resource, input) => start(resource, (process) => stepOf(resource, process)(input)),
    send: async (_, body) => {
      const fault = faults.next('send a sample');
      await scheduler.sleep(scheduler.latencyMillis());
      if (fault !== 'none') world.trace(`workflow: send a sample ${fault}`);
      if (fault === 'none' || appliedAllTheSame.has(fault)) samples.send(JSON.stringify(body));
      if (fault !== 'none') throw new StateError('SQS.SdkClientException', 'The sending failed.');
    },
    // A person stops a workflow by hand, with whatever is on its way.
    started: (name) => {
      if (plan === undefined && scheduler.chance() < 0.05)
        scheduler.after(scheduler.chance() * 60_000, () => engine.stop(name));
    },
    // Best effort: of every five events one is lost while the world is broken.
    endedBadly: (name) => {
      if (isCalm() || scheduler.chance() > 0.2) settleQueue.send(JSON.stringify({ jobId: name }));
    },
  });
  const shared: Shared = {
    engine,
    provider,
    keys: new FakeKeyDirectory(),
    ids: new CountedIds(),
    objects: new Set(),
    originals: new Map(),
    stagedLate: new Set(),
    hasJobEnded: (jobId) => jobsOf(dynamo).some((job) => job.jobId === jobId && hasEnded(job.status)),
    random: scheduler.chance,
    syncWaitSeconds,
  };

  function start<Result>(
    name: string,
    handler: (process: SimulatedProcess) => Promise<Result>,
  ): Promise<Result> {
    return new SimulatedProcess(world, name).run(handler);
  }

  function stepOf(resource: string, process: SimulatedProcess): (input: unknown) => Promise<unknown> {
    switch (resource) {
      case 'Charge':
        return functions.Charge(process);
      case 'Store':
        return functions.Store(process, shared);
      case 'Complete':
        return functions.Complete(process);
      case 'Refund':
        return functions.Refund(process);
      default:
        throw new Error(`The workflow calls "${resource}", which nobody simulates.`);
    }
  }

  const client = { world, shared, start };
  const tidied = nothingTidied();
  const soon = () => scheduler.chance() * (isHurried ? 50 : 60_000);
  for (const [number, { credits, orders, tidyings = [] }] of teams.entries()) {
    const teamId = teamIdOf(number);
    openAccount(dynamo, teamId, credits, startMillis);
    const apiKey = shared.keys.issue(teamId);
    for (const [index, asked] of orders.entries()) {
      scheduler.after(soon(), () => void order(client, apiKey, `${teamId} ${index}`, asked));
    }
    for (const tidying of tidyings)
      scheduler.after(soon(), () => void tidy(client, { teamId, apiKey }, tidying, tidied));
  }
  let sweeps = true;
  const sweep = () => {
    scheduler.after(sweepMillis, sweep);
    if (!sweeps) return;
    const sweeping = start('sweep', (process) =>
      functions.sweep(process, shared, (jobId) => settleQueue.send(JSON.stringify({ jobId })))(),
    );
    sweeping.catch(() => undefined);
  };
  scheduler.after(sweepMillis, sweep);

  const open = () => jobsOf(dynamo).some(({ status }) => !hasEnded(status));
  await scheduler.runUntil(startMillis + troubleMillis);
  while (open() && scheduler.nowMillis < startMillis + horizonMillis) {
    await scheduler.runUntil(scheduler.nowMillis + sweepMillis);
  }
  // Late messages and answers may still come.
  await scheduler.runUntil(scheduler.nowMillis + 2 * timing.messageVisibilitySeconds * 1000);
  // And objects that nobody lists go, long after: until then, a sweep finds nothing to do.
  sweeps = false;
  const deadlines = jobsOf(dynamo).map(({ deadlineAtMillis }) => deadlineAtMillis);
  await scheduler.runUntil(Math.max(...deadlines) + lastWorkMillis);
  sweeps = true;
  await scheduler.runUntil(scheduler.nowMillis + 2 * sweepMillis);

  const found = breaches({ dynamo, ...shared, billed: provider.billed, tidied });
  const inLists = await listBreaches(dynamo, [...teams.keys()].map(teamIdOf));
  return {
    breaches: [...found, ...inLists, ...chargedTwice(dynamo)],
    trace,
    plan: faults.plan,
    calls: faults.calls,
    ends: jobsOf(dynamo).map(endOf),
  };
}

function teamIdOf(number: number): string {
  return `team_${number}`;
}

function sampleOf(event: object): string {
  const [record] = (event as { Records: { body: string }[] }).Records;
  const { jobId, sampleIndex } = sampleRequestPayload.parse(JSON.parse(record?.body ?? ''));
  return `${jobId}/${sampleIndex}`;
}
