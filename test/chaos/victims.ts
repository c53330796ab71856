import { childrenOf, commandOf } from '../support/processes.ts';

/** What is killed: one process of a function, DynamoDB, or the stack with all of its functions at once. */
export const kindsOfVictims = ['worker', 'database', 'stack'] as const;
export type KindOfVictim = (typeof kindsOfVictims)[number];

/** Processes that run a function, of the stack with this pid. */
export function workersOf(stackPid: number): readonly number[] {
  return childrenOf(stackPid).filter((pid) => commandOf(pid)?.includes('aws-lambda-ric') === true);
}

/** The database program itself, not the watchdog that looks after it. */
export function databasesOf(stackPid: number): readonly number[] {
  return childrenOf(stackPid).filter((pid) => /^\S*dynoxide\0serve/.test(commandOf(pid) ?? ''));
}

/** False when it was gone already. */
export function killHard(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}
