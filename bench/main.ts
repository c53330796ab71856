import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { bundlesBench } from './bundles/bench.ts';
import { coldStartBench } from './cold-start/bench.ts';
import { type Bench, type Figure, isMet, ratioOf } from './figure.ts';
import { imageSetBench } from './image-set/bench.ts';
import { jobCostBench } from './job-cost/bench.ts';
import { latencyBench } from './latency/bench.ts';
import { libraryBench } from './library/bench.ts';
import { providerBytesBench } from './provider-bytes/bench.ts';
import { tableOf } from './table.ts';
import { throughputBench } from './throughput/bench.ts';

const benches: readonly Bench[] = [
  bundlesBench,
  providerBytesBench,
  coldStartBench,
  imageSetBench,
  jobCostBench,
  latencyBench,
  throughputBench,
  libraryBench,
];

type Options = {
  readonly full?: boolean;
  readonly plot?: string;
  readonly write?: string;
  readonly json?: boolean;
  readonly of?: string;
};

await new Command('bench')
  .description('Counts what Darkroom takes, beside what others do. Exits with 1 when a goal is missed.')
  .argument('[name]', 'the one bench to run; all of them unless given')
  .option('--full', 'the largest sizes too: half an hour or more, and 4 GB of memory')
  .option('--plot <file>', 'draw the figures as SVG into this file')
  .option('--write <file>', 'write the page of job-cost into this file, and pin the counts')
  .option('--of <function>', 'the bundle whose largest parts are shown, such as api/list-library')
  .option('--json', 'print one JSON document and nothing else')
  .addHelpText('after', `\nBenches:\n${benches.map(({ name, about }) => `  ${name}: ${about}`).join('\n')}`)
  .showHelpAfterError('(add --help for what is possible)')
  .action(
    async (
      name: string | undefined,
      { full = false, plot, write: page, of, json = false }: Options,
      command: Command,
    ) => {
      const chosen = benches.filter((bench) => name === undefined || bench.name === name);
      if (chosen.length === 0) command.error(`error: there is no bench "${name}".`);

      const figures: Figure[] = [];
      const repeat: string[] = [];
      for (const bench of chosen) {
        const files = { ...(plot === undefined ? {} : { plot }), ...(page === undefined ? {} : { page }) };
        const parts = of === undefined ? {} : { of };
        figures.push(...(await bench.run({ full, isQuiet: json, ...files, ...parts })));
        repeat.push(`npm run bench -- ${bench.name}${full ? ' --full' : ''}`);
      }
      print(figures, repeat, json);
    },
  )
  .parseAsync();

function print(figures: readonly Figure[], repeat: readonly string[], json: boolean): void {
  const missed = figures.filter((figure) => isMet(figure) === false).length;
  if (missed > 0) process.exitCode = 1;
  const machine = { node: process.version, cores: availableParallelism() };
  if (json) {
    const rows = figures.map((figure) => ({ ...figure, ratio: ratioOf(figure), isMet: isMet(figure) }));
    console.log(JSON.stringify({ machine, repeat, figures: rows }));
    return;
  }
  const verdict = missed === 0 ? 'Every goal is met.' : `Goals that are missed: ${missed}.`;
  console.log(`${tableOf(figures)}\n\nNode ${machine.node}, ${machine.cores} cores. ${verdict}`);
  console.log(`Again: ${repeat.join('; ')}`);
}
