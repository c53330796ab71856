import { readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import type { CountedJobs } from './count-jobs.ts';
import type { JobCount } from './job-count.ts';

const file = new URL('pinned-counts.json', import.meta.url);

const line = z.object({ what: z.string(), calls: z.int(), writeUnits: z.number(), readUnits: z.number() });
const pinnedJob = z.object({
  dynamodb: z.array(line),
  states: z.array(z.string()),
  requests: z.record(z.string(), z.int()),
  functions: z.array(z.object({ name: z.string(), calls: z.int(), memoryMegabytes: z.int() })),
});
const pinnedCounts = z.object({
  /** Of the sandbox, with nothing cached, and nobody waiting. */
  first: pinnedJob,
  /** Of the sandbox, with a call that waits; without its polls. */
  sync: pinnedJob,
  /** Of a provider that bills, likewise. */
  billed: pinnedJob,
});

export type PinnedJob = z.output<typeof pinnedJob>;
export type PinnedCounts = z.output<typeof pinnedCounts>;

/** What jobs took when somebody last looked; a test holds every version against it. */
export function readPinnedCounts(): PinnedCounts {
  return pinnedCounts.parse(JSON.parse(readFileSync(file, 'utf8')));
}

export function writePinnedCounts(counts: PinnedCounts): void {
  writeFileSync(file, `${JSON.stringify(counts, null, 2)}\n`);
}

/** What is the same in every run: no durations, no polls, and no order of things that happen side by side. */
export function toPinned({ first, sync, billed }: CountedJobs): PinnedCounts {
  return { first: pinnedOf(first), sync: pinnedOf(sync), billed: pinnedOf(billed) };
}

function pinnedOf({ dynamodb, states, requests, functions }: JobCount): PinnedJob {
  return {
    dynamodb: dynamodb.toSorted((a, b) => (a.what < b.what ? -1 : 1)),
    states: [...states],
    requests: Object.fromEntries(Object.entries(requests).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    functions: functions
      .map(({ name, calls, memoryMegabytes }) => ({ name, calls, memoryMegabytes }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  };
}
