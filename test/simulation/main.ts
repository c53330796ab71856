import { parseArgs } from 'node:util';
import { callsOf, exampleJobs, faultsOfCalls, simulationOf, withFaults } from './schedules.ts';
import { simulate } from './simulate.ts';

const help = `Runs the production code of money and jobs on seeded schedules of faults, and checks what must hold at the end.

  npm run simulate                       100,000 schedules from seed 1, then every single fault of three jobs
  npm run simulate -- --from 5 --count 9 other schedules
  npm run simulate -- --seed 7318        one schedule, with all that happened in it
  npm run simulate -- --first            ends at the first that is broken
  npm run simulate -- --pairs            every pair of faults of a job of one image, too
`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    from: { type: 'string', default: '1' },
    count: { type: 'string', default: '100000' },
    first: { type: 'boolean', default: false },
    pairs: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(help);
else if (values.seed !== undefined) await replay(Number(values.seed));
else {
  const checks = [
    everyFault,
    () => manySchedules(Number(values.from), Number(values.count)),
    ...(values.pairs ? [everyPair] : []),
  ];
  let broken = 0;
  for (const check of checks) broken += values.first && broken > 0 ? 0 : await check();
  process.exitCode = broken === 0 ? 0 : 1;
}

async function replay(seed: number): Promise<void> {
  const { breaches, trace } = await simulate(simulationOf(seed));
  console.log(trace.join('\n'));
  console.log(breaches.length === 0 ? '\nEverything held.' : `\nBroken:\n  ${breaches.join('\n  ')}`);
  process.exitCode = breaches.length === 0 ? 0 : 1;
}

async function manySchedules(from: number, count: number): Promise<number> {
  const started = performance.now();
  let broken = 0;
  for (let seed = from; seed < from + count; seed += 1) {
    const { breaches } = await simulate(simulationOf(seed));
    if (breaches.length > 0) tell(`seed ${seed}`, breaches, `npm run simulate -- --seed ${seed}`);
    broken += breaches.length > 0 ? 1 : 0;
    if (values.first && broken > 0) break;
    if (process.stderr.isTTY && seed % 500 === 0)
      process.stderr.write(`\r${seed - from} schedules, ${broken} broken `);
  }
  summary(`${count} schedules from seed ${from}`, broken, started);
  return broken;
}

async function everyFault(): Promise<number> {
  let broken = 0;
  for (const [name, job] of Object.entries(exampleJobs)) {
    const started = performance.now();
    const calls = await callsOf(job);
    let ofJob = 0;
    for (const [index, call] of calls.entries()) {
      for (const fault of faultsOfCalls) {
        const { breaches } = await withFaults(job, new Map([[index, fault]]));
        if (breaches.length > 0) tell(`${name}, call ${index} (${call}): ${fault}`, breaches);
        ofJob += breaches.length > 0 ? 1 : 0;
      }
    }
    summary(`${calls.length * faultsOfCalls.length} single faults of a job of ${name}`, ofJob, started);
    broken += ofJob;
  }
  return broken;
}

async function everyPair(): Promise<number> {
  const started = performance.now();
  const job = exampleJobs['one image'];
  if (job === undefined) return 0;
  const calls = await callsOf(job);
  let [broken, pairs] = [0, 0];
  for (const first of calls.keys()) {
    // A fault lets other calls follow: the second one may lie beyond those of a sound job.
    for (let second = first + 1; second < calls.length + 12; second += 1) {
      for (const one of faultsOfCalls) {
        for (const other of faultsOfCalls) {
          const { breaches } = await withFaults(
            job,
            new Map([
              [first, one],
              [second, other],
            ]),
          );
          pairs += 1;
          if (breaches.length > 0) tell(`calls ${first} ${one} and ${second} ${other}`, breaches);
          broken += breaches.length > 0 ? 1 : 0;
        }
      }
    }
  }
  summary(`${pairs} pairs of faults of a job of one image`, broken, started);
  return broken;
}

function tell(what: string, breaches: readonly string[], replayCommand = ''): void {
  console.log(`${what}\n  ${breaches.join('\n  ')}${replayCommand === '' ? '' : `\n  ${replayCommand}`}`);
}

function summary(what: string, broken: number, startedMillis: number): void {
  const seconds = ((performance.now() - startedMillis) / 1000).toFixed(0);
  console.log(`${what}: ${broken === 0 ? 'none broken' : `${broken} BROKEN`} (${seconds} s)`);
}
