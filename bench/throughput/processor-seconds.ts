import { readFileSync } from 'node:fs';
import { childrenOf, commandOf } from '../../test/support/processes.ts';
import { constructName } from '../laptop/construct-name.ts';

/** Seconds of processor that each kind of process has taken so far. */
export type ProcessorSeconds = ReadonlyMap<string, number>;

export const stackItself = "the stack's own process: gateway, queues, S3, workflow";
export const database = 'dynoxide: DynamoDB';
/** Of processes that are gone: their parent is told all that they took. */
export const ended = 'functions that ended meanwhile';

/** Linux counts in hundredths of a second, whatever the kernel's own tick is. */
const ticksPerSecond = 100;

/** Of a stack and everything that it started; undefined where there is no /proc. */
export function processorSecondsOf(stackPid: number): ProcessorSeconds | undefined {
  const own = ticksOf(stackPid);
  if (own === undefined) return undefined;
  const all: [string, number][] = childrenOf(stackPid).flatMap((pid) => {
    const kind = kindOf(commandOf(pid) ?? '');
    return kind === undefined ? [] : [[kind, ticksOf(pid)?.own ?? 0]];
  });
  const rows: readonly [string, number][] = [[stackItself, own.own], [ended, own.ofEnded], ...all];
  const byKind = Map.groupBy(rows, ([kind]) => kind);
  return new Map(
    [...byKind].map(([kind, same]) => [
      kind,
      same.reduce((sum, [, ticks]) => sum + ticks, 0) / ticksPerSecond,
    ]),
  );
}

/**
 * What each kind took between two looks. A process that ended in between gave all its time to those that ended, also what it
 * took before: so what such a kind seems to have given back is taken off there.
 */
export function takenBetween(before: ProcessorSeconds, after: ProcessorSeconds): ProcessorSeconds {
  const taken = new Map([...after].map(([kind, seconds]) => [kind, seconds - (before.get(kind) ?? 0)]));
  for (const [kind, seconds] of before) {
    const given = after.has(kind) ? Math.min(taken.get(kind) ?? 0, 0) : -seconds;
    if (given === 0) continue;
    taken.delete(kind);
    taken.set(ended, (taken.get(ended) ?? 0) + given);
  }
  return taken;
}

function kindOf(command: string): string | undefined {
  if (/^\S*dynoxide\0serve/.test(command)) return database;
  const [, name] = /AWS_LAMBDA_FUNCTION_NAME=([^\0]+)/.exec(command) ?? [];
  return name === undefined ? undefined : `function ${constructName(name)}`;
}

function ticksOf(pid: number): { readonly own: number; readonly ofEnded: number } | undefined {
  try {
    // The second field is the command in brackets and may hold anything; user time is the twelfth after it.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [user = 0, system = 0, userOfEnded = 0, systemOfEnded = 0] = fields.slice(11, 15);
    return { own: user + system, ofEnded: userOfEnded + systemOfEnded };
  } catch {
    return undefined;
  }
}
