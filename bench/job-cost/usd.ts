import { assumed } from './assumptions.ts';
import { type FunctionLine, requestsOf, transitionsOf, unitsOf } from './job-count.ts';
import type { PinnedJob } from './pinned-counts.ts';
import type { Prices } from './prices.ts';

export type CostLine = {
  readonly what: string;
  /** Of one job. */
  readonly amount: number;
  readonly unit: string;
  readonly usdOf1000: number;
};

const megabytesOfGigabyte = 1024;
const bytesOfGigabyte = 1_000_000_000;

/** What 1,000 such jobs cost, of a provider that takes 20 s, line by line. */
export function costOf(job: PinnedJob, isWaitedFor: boolean, prices: Prices): readonly CostLine[] {
  const { dynamodb, stepFunctions, lambda, s3, sqs, apiGateway, logs, xray } = prices;
  const polls = isWaitedFor ? assumed.polls : 0;
  const line = (what: string, amount: number, unit: string, usd: number): CostLine => ({
    what,
    amount,
    unit,
    usdOf1000: amount * usd * 1000,
  });

  return [
    line('Step Functions', transitionsOf(job), 'transitions', stepFunctions.transition),
    ...job.functions.map((fn) =>
      line(
        `Lambda ${fn.name}, ${fn.memoryMegabytes} MB`,
        gigabyteSecondsOf(fn, isWaitedFor),
        'GB-s',
        lambda.gigabyteSecond,
      ),
    ),
    line(
      'Lambda requests',
      job.functions.reduce((sum, { calls }) => sum + calls, 0),
      'calls',
      lambda.request,
    ),
    line('DynamoDB writes', unitsOf(asWaited(job, isWaitedFor), 'writeUnits'), 'WRU', dynamodb.writeUnit),
    line(
      `DynamoDB reads${polls > 0 ? `, ${polls} polls included` : ''}`,
      unitsOf(job, 'readUnits') + polls,
      'RRU',
      dynamodb.readUnit,
    ),
    line('S3 writes', requestsOf(job, 'S3 PUT'), 'PUTs', s3.write),
    line('S3 reads', requestsOf(job, 'S3 GET'), 'GETs', s3.read),
    line('SQS', requestsOf(job, 'SQS'), 'requests', sqs.request),
    line('API Gateway', 1, 'request', apiGateway.request),
    line('CloudWatch Logs', assumed.logBytes / bytesOfGigabyte, 'GB', logs.gigabyteIngested),
    line('X-Ray', assumed.traces, 'trace', xray.trace),
  ];
}

/** Who waits is counted in and out; a job that nobody waits for writes none of that. */
function asWaited(job: PinnedJob, isWaitedFor: boolean): PinnedJob {
  const dynamodb = job.dynamodb.filter(({ what }) => isWaitedFor || !what.includes('sync-waiters'));
  return { ...job, dynamodb };
}

export function totalOf(lines: readonly CostLine[]): number {
  return lines.reduce((sum, { usdOf1000 }) => sum + usdOf1000, 0);
}

/** Lambda's least, by its documentation of quotas. */
const leastMegabytes = 128;
/** One vCPU: what a function needs that encodes pictures itself. */
export const wholeCpuMegabytes = 1769;

export type WaitingUsd = { readonly waits: number; readonly others: number };

/** What 1,000 such jobs would cost if what waits did so in the least memory: none that waits in two functions of its own costs less. */
export function leastUsd(job: PinnedJob, prices: Prices): WaitingUsd {
  return splitUsd(waitingInLeast(job), prices);
}

/** What functions cost that wait for the provider, and all the rest. */
export function splitUsd(job: PinnedJob, prices: Prices): WaitingUsd {
  const gigabyteSeconds = job.functions
    .filter(({ name }) => waits(name))
    .reduce((sum, fn) => sum + gigabyteSecondsOf(fn, true), 0);
  const waitsUsd = gigabyteSeconds * prices.lambda.gigabyteSecond * 1000;
  return { waits: waitsUsd, others: totalOf(costOf(job, true, prices)) - waitsUsd };
}

/** The same if call and worker did all that there is to do: no function that stores, no state of it, and no original on the way. */
export function naiveUsd(job: PinnedJob, prices: Prices): number {
  const { states, requests, functions, ...others } = waitingIn(wholeCpuMegabytes, job);
  const naive = {
    ...others,
    states: states.filter((state) => state !== 'Store'),
    requests: Object.fromEntries(Object.entries(requests).filter(([what]) => !what.includes('originals/'))),
    functions: functions.filter(({ name }) => name !== 'WorkflowStore'),
  };
  return totalOf(costOf(naive, true, prices));
}

/** The same job, if what waits did so in the least memory that a function can have. */
export function waitingInLeast(job: PinnedJob): PinnedJob {
  return waitingIn(leastMegabytes, job);
}

function waitingIn(memoryMegabytes: number, job: PinnedJob): PinnedJob {
  const functions = job.functions.map((fn) => (waits(fn.name) ? { ...fn, memoryMegabytes } : fn));
  return { ...job, functions };
}

function waits(name: string): boolean {
  return isWorker(name) || name === 'RoutesCreateGeneration';
}

function gigabyteSecondsOf({ name, calls, memoryMegabytes }: FunctionLine, isWaitedFor: boolean): number {
  const { providerWaitMillis, restOfWorkflowMillis } = assumed;
  const waiting = isWorker(name)
    ? providerWaitMillis
    : name === 'RoutesCreateGeneration' && isWaitedFor
      ? providerWaitMillis + restOfWorkflowMillis
      : 0;
  return (calls * (busyMillisOf(name) + waiting) * memoryMegabytes) / megabytesOfGigabyte / 1000;
}

function busyMillisOf(name: string): number {
  const known = Object.entries(assumed.busyMillis).find(
    ([key]) => key === (isWorker(name) ? 'worker' : name),
  );
  if (known === undefined)
    throw new Error(`bench/job-cost/assumptions.ts says nothing of the function ${name}.`);
  return known[1];
}

function isWorker(name: string): boolean {
  return name.startsWith('Generate');
}
