import { type Outcome, type Simulation, simulate } from './simulate.ts';

/** A broken simulation with as little in it as still breaks it: fewer jobs first, then fewer faults. */
export async function shrunk(
  simulation: Simulation,
  run: (simulation: Simulation) => Promise<Outcome> = simulate,
): Promise<Outcome> {
  const breaks = async (candidate: Simulation) => (await run(candidate)).breaches.length > 0;
  let least = simulation;
  for (const smaller of withoutOneOrder(simulation)) {
    const candidate = smaller(least);
    if (candidate !== undefined && (await breaks(candidate))) least = candidate;
  }

  let outcome = await run(least);
  let faults = [...outcome.plan];
  // Leaves out half of the faults, then a quarter of the rest at a time, down to single ones.
  for (let size = Math.ceil(faults.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < faults.length; ) {
      const rest = faults.toSpliced(start, size);
      const smaller = await run({ ...least, plan: new Map(rest) });
      if (smaller.breaches.length > 0) [faults, outcome] = [rest, smaller];
      else start += size;
    }
  }
  return outcome;
}

/** From the last order to the first, so that the numbers of the others stay. */
function withoutOneOrder({ teams }: Simulation): readonly ((from: Simulation) => Simulation | undefined)[] {
  return teams
    .flatMap(({ orders }, team) => orders.map((_, order) => ({ team, order })))
    .toReversed()
    .map(({ team, order }) => (from) => {
      const left = from.teams.map((one, index) =>
        index === team ? { ...one, orders: one.orders.toSpliced(order, 1) } : one,
      );
      return left.some(({ orders }) => orders.length > 0) ? { ...from, teams: left } : undefined;
    });
}
