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

export const kindsOfFaults = [
  'rejected',
  'answer-lost',
  'crash-before',
  'crash-after',
  'crash-applied-late',
  'conflict',
  'throttled',
] as const satisfies readonly Fault[];

/** Faults by chance, until `isCalm`: then the world heals, so that everything can come to its end. */
export function randomFaults(chance: () => number, rate: number, isCalm: () => boolean): Faults {
  return {
    next: () => {
      if (isCalm() || chance() >= rate) return 'none';
      return kindsOfFaults[Math.floor(chance() * kindsOfFaults.length)] ?? 'none';
    },
  };
}

/** What goes wrong, by the number of the call. */
export type Plan = ReadonlyMap<number, Fault>;

/** Passes on what another decides, and keeps it as a plan. */
export function recordedFaults(
  faults: Faults,
): Faults & { readonly plan: Plan; readonly calls: readonly string[] } {
  const plan = new Map<number, Fault>();
  const calls: string[] = [];
  return {
    plan,
    calls,
    next: (call) => {
      const fault = faults.next(call);
      if (fault !== 'none') plan.set(calls.length, fault);
      calls.push(call);
      return fault;
    },
  };
}

/** Exactly these faults; everything else goes well. */
export function plannedFaults(plan: Plan): Faults {
  let calls = 0;
  return { next: () => plan.get(calls++) ?? 'none' };
}
