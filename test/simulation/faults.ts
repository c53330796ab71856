export type Fault =
  | 'none'
  | 'rejected'
  | 'answer-lost'
  | 'crash-before'
  | 'crash-after'
  /** The process dies while its call is on its way: it still applies, when others have long gone on. */
  | 'crash-applied-late'
  | 'conflict'
  | 'throttled';

/** Decides what happens to each call, in the order in which they are made. */
export interface Faults {
  next(call: string): Fault;
}

const kinds: readonly Fault[] = [
  'rejected',
  'answer-lost',
  'crash-before',
  'crash-after',
  'crash-applied-late',
  'conflict',
  'throttled',
];

/** Faults by chance, until `isCalm`: then the world heals, so that everything can come to its end. */
export function randomFaults(chance: () => number, rate: number, isCalm: () => boolean): Faults {
  return {
    next: () => {
      if (isCalm() || chance() >= rate) return 'none';
      return kinds[Math.floor(chance() * kinds.length)] ?? 'none';
    },
  };
}

/** Exactly these faults, by the number of the call; everything else goes well. Notes every call. */
export function plannedFaults(plan: ReadonlyMap<number, Fault>): Faults & { readonly calls: string[] } {
  const calls: string[] = [];
  return {
    calls,
    next: (call) => {
      calls.push(call);
      return plan.get(calls.length - 1) ?? 'none';
    },
  };
}
