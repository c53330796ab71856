import { type Seen, startCountedStack } from './counted-stack.ts';
import { type JobCount, linesOf, steady } from './job-count.ts';

/** One picture, like those that most callers ask for. */
const request = { prompt: 'a serene mountain lake at sunrise', aspectRatio: '16:9', resolution: 'standard' };

type CountOptions = {
  readonly home: string;
  readonly assembly?: string;
  /** One that bills, and where it answers: a stub. */
  readonly provider: { readonly model: string; readonly variables: Readonly<Record<string, string>> };
};

/** What jobs of one picture take, the first before anything is cached. */
export type CountedJobs = {
  /** The first request of all: keys, teams and models are read. Nobody waits for it, so nothing is polled. */
  readonly first: JobCount;
  /** With a call that waits, and caches warm; its polls, which depend on how long that takes, are left out. */
  readonly sync: JobCount;
  /** The same of a model whose provider bills, and sets a pace. */
  readonly billed: JobCount;
};

/** A schedule came in between, and what it did cannot be told from what the job did. */
export class CountDisturbed extends Error {
  override name = 'CountDisturbed' as const;
}

/** Counts on a stack of its own, one job after the other. */
export async function countJobs({ home, assembly, provider }: CountOptions): Promise<CountedJobs> {
  const { model: modelVersion, variables } = provider;
  const stack = await startCountedStack({ home, variables, ...(assembly === undefined ? {} : { assembly }) });
  const count = async (prefer: 'wait' | 'respond-async', more: object = {}): Promise<JobCount> => {
    stack.take();
    const query = prefer === 'wait' ? '' : '?async=true';
    const answer = await fetch(`${stack.apiUrl}/v0/images/generations${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${stack.apiKey}`, 'content-type': 'application/json', prefer },
      body: JSON.stringify({ ...request, ...more }),
    });
    if (!answer.ok) throw new Error(`The job was answered with ${answer.status}: ${await answer.text()}`);
    await answer.text();
    await stack.until(isOver);
    const seen = stack.take();
    if (seen.functions.some(({ isScheduled }) => isScheduled)) throw new CountDisturbed();
    return countOf(seen);
  };

  try {
    // The sweep at every start would be counted as well.
    await stack.until(({ functions }) => functions.some(({ name }) => name === 'WorkersSweep'));
    const first = await count('respond-async');
    return {
      first,
      sync: steady(await count('wait'), first),
      billed: steady(await count('wait', { modelVersion }), first),
    };
  } finally {
    await stack.stop();
  }
}

/** The last things that a job does, in whatever order they come. */
function isOver({ functions, storage }: Seen): boolean {
  const ended = new Set(functions.map(({ name }) => name));
  return (
    ended.has('WorkflowComplete') &&
    ended.has('RoutesCreateGeneration') &&
    storage.some(({ operation }) => operation === 'DeleteMessage')
  );
}

function countOf({ dynamodb, storage, functions, states }: Seen): JobCount {
  const requests = Map.groupBy(storage, ({ service, operation, what }) => `${service} ${operation} ${what}`);
  const byName = Map.groupBy(functions, ({ name }) => name);
  return {
    dynamodb: linesOf(dynamodb),
    states: [...states],
    requests: Object.fromEntries([...requests].map(([what, same]) => [what, same.length])),
    functions: [...byName].map(([name, calls]) => ({
      name,
      calls: calls.length,
      memoryMegabytes: calls[0]?.memoryMegabytes ?? 0,
      millis: Math.ceil(calls.reduce((sum, { millis }) => sum + millis, 0)),
    })),
  };
}
