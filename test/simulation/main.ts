import { availableParallelism } from 'node:os';
import { SingleBar } from 'cli-progress';
import { optionsOf, refuse, wholeNumber } from '../support/command-line.ts';
import { Crew } from './crew.ts';
import { exampleJobs } from './example-jobs.ts';
import { type Fault, kindsOfFaults } from './faults.ts';
import { simulationOf } from './schedules.ts';
import { shrunk } from './shrink.ts';
import { type Simulation, simulate } from './simulate.ts';
import { callsOf, type Task } from './tasks.ts';

const help = `Runs the production code of money and jobs on schedules of faults, and checks what must hold at the end.

  npm run simulate                     every single fault and every pair of faults of the example jobs,
                                       then 1,000,000 schedules made from seeds (about half an hour)
  npm run simulate -- --quick          every single fault, then 20,000 schedules
  npm run simulate -- --from 5 --count 9 [--only schedules|faults|pairs]
  npm run simulate -- --first          ends at the first that is broken
  npm run simulate -- --workers 1      as many threads; else one for each core

  npm run simulate -- --seed 7318      one schedule again, with all that happened in it; a broken one is
                                       made as small as it goes first, unless you say --whole
  npm run simulate -- --job 'one image' --fault 3:rejected --fault 7:crash-after
                                       an example job again, with these faults of its third and seventh call

  example jobs: ${Object.keys(exampleJobs).join(', ')}
  faults:       ${kindsOfFaults.join(', ')}
`;

const values = optionsOf(help, {
  quick: { type: 'boolean', default: false },
  from: { type: 'string', default: '1' },
  count: { type: 'string' },
  only: { type: 'string' },
  first: { type: 'boolean', default: false },
  workers: { type: 'string', default: String(availableParallelism()) },
  seed: { type: 'string' },
  whole: { type: 'boolean', default: false },
  job: { type: 'string' },
  fault: { type: 'string', multiple: true, default: [] },
});

if (values.seed !== undefined) await replay(simulationOf(wholeNumber('seed', values.seed)));
else if (values.job !== undefined)
  await replay({ ...jobNamed(values.job), plan: new Map(values.fault.map(faultOf)) });
else await search();

async function search(): Promise<void> {
  const count = wholeNumber('count', values.count ?? (values.quick ? '20000' : '1000000'));
  const from = wholeNumber('from', values.from);
  const crew = new Crew(wholeNumber('workers', values.workers));
  const jobs = Object.keys(exampleJobs);
  let broken = 0;
  const wanted = (kind: Task['kind']) =>
    (values.only ?? kind) === kind && !(values.quick && kind === 'pairs') && !(values.first && broken > 0);

  for (const job of jobs) {
    if (wanted('faults'))
      broken += await phase(crew, `single faults of a job of ${job}`, [{ kind: 'faults', job }]);
  }
  for (const job of jobs) {
    if (!wanted('pairs')) continue;
    const firsts = [...(await callsOf(job)).keys()];
    const tasks = firsts.map((first): Task => ({ kind: 'pairs', job, first }));
    broken += await phase(crew, `pairs of faults of a job of ${job}`, tasks);
  }
  if (wanted('schedules')) broken += await phase(crew, `schedules from seed ${from}`, slices(from, count));
  await crew.end();
  process.exitCode = broken === 0 ? 0 : 1;
}

function slices(from: number, count: number): readonly Task[] {
  const size = 250;
  return Array.from({ length: Math.ceil(count / size) }, (_, slice) => ({
    kind: 'schedules',
    from: from + slice * size,
    count: Math.min(size, count - slice * size),
  }));
}

async function phase(crew: Crew, what: string, tasks: readonly Task[]): Promise<number> {
  const startedMillis = performance.now();
  // Draws nothing unless a person watches.
  const bar = new SingleBar({
    format: '{bar} {percentage} %  {tried} {what}, {broken} broken, {eta_formatted} left',
  });
  let [tried, broken] = [0, 0];
  const tell = () => {
    const seconds = ((performance.now() - startedMillis) / 1000).toFixed(0);
    console.log(`${tried} ${what}: ${broken === 0 ? 'none broken' : `${broken} BROKEN`} (${seconds} s)`);
  };
  const interrupted = () => {
    bar.stop();
    tell();
    process.exit(130);
  };

  process.once('SIGINT', interrupted);
  bar.start(tasks.length, 0, { what, tried, broken });
  await crew.run(tasks, (report) => {
    tried += report.tried;
    broken += report.broken.length;
    bar.increment(1, { tried, broken });
    for (const one of report.broken)
      console.log(`${one.what}\n  ${one.breaches.join('\n  ')}\n  npm run simulate -- ${one.replay}`);
    return !(values.first && broken > 0);
  });
  bar.stop();
  process.off('SIGINT', interrupted);
  tell();
  return broken;
}

async function replay(simulation: Simulation): Promise<void> {
  const first = await simulate(simulation);
  const { trace, breaches, plan } =
    values.whole || first.breaches.length === 0 ? first : await shrunk(simulation);
  console.log(trace.join('\n'));
  if (breaches.length === 0) console.log('\nEverything held.');
  else console.log(`\nBroken, with ${plan.size} of ${first.plan.size} faults:\n  ${breaches.join('\n  ')}`);
  process.exitCode = breaches.length === 0 ? 0 : 1;
}

function faultOf(text: string): [number, Fault] {
  const [call = '', name] = text.split(':');
  const fault = kindsOfFaults.find((kind) => kind === name);
  return fault === undefined
    ? refuse(`--fault takes the number of a call and a fault, such as 3:rejected, not "${text}".`)
    : [wholeNumber('fault', call), fault];
}

function jobNamed(name: string): Simulation {
  return exampleJobs[name] ?? refuse(`There is no job "${name}".`);
}
