import { readdirSync, readFileSync } from 'node:fs';

/** All descendants of a process, by /proc. */
export function childrenOf(pid: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    const parent = parentOf(Number(entry));
    if (parent !== undefined) parents.set(Number(entry), parent);
  }
  const direct = (of: number): number[] =>
    [...parents].filter(([, parent]) => parent === of).map(([child]) => child);
  const all = (of: number): number[] => direct(of).flatMap((child) => [child, ...all(child)]);

  return all(pid);
}

/** What a process runs, with its environment; undefined when it is gone. */
export function commandOf(pid: number): string | undefined {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return command === '' ? undefined : `${command} ${readFileSync(`/proc/${pid}/environ`, 'utf8')}`;
  } catch {
    return undefined;
  }
}

function parentOf(pid: number): number | undefined {
  if (!Number.isInteger(pid)) return undefined;
  try {
    // The second field is the command in brackets and may hold anything; the parent is the second field after it.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}
