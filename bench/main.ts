import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { bundlesBench } from './bundles/bench.ts';
import { coldStartBench } from './cold-start/bench.ts';
import type { Bench, BenchOptions, Figure } from './figure.ts';
import { imageSetBench } from './image-set/bench.ts';
import { jobCostBench } from './job-cost/bench.ts';
import { latencyBench } from './latency/bench.ts';
import { libraryBench } from './library/bench.ts';
import { machine } from './machine.ts';
import { providerBytesBench } from './provider-bytes/bench.ts';
import { asJson, asText, isGood, type Report } from './report.ts';
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
  readonly jsonFile?: string;
  readonly of?: string;
};

await new Command('bench')
  .description(
    'Counts what Darkroom takes, beside what others do: a table, and why a goal is missed. Exits with 1 when one is.',
  )
  .argument('[name]', 'the one bench to run; all of them unless given, which takes some ten minutes')
  .option('--full', 'the largest sizes too: half an hour or more, and 4 GB of memory')
  .option('--plot <file>', 'draw the figures as SVG into this file')
  .option('--write <file>', 'write the page of job-cost into this file, and pin the counts')
  .option('--of <function>', 'the bundle whose largest parts are shown, such as api/list-library')
  .option('--json-file <file>', 'write one JSON document into this file, beside the table')
  .option('--json', 'print one JSON document and nothing else')
  .addHelpText('after', `\nBenches:\n${benches.map(({ name, about }) => `  ${name}: ${about}`).join('\n')}`)
  .showHelpAfterError('(add --help for what is possible)')
  .action(
    async (
      name: string | undefined,
      { full = false, plot, write: page, of, json = false, jsonFile }: Options,
      command: Command,
    ) => {
      const chosen = benches.filter((bench) => name === undefined || bench.name === name);
      if (chosen.length === 0) command.error(`error: there is no bench "${name}".`);

      const files = { ...(plot === undefined ? {} : { plot }), ...(page === undefined ? {} : { page }) };
      const parts = of === undefined ? {} : { of };
      const report = await measure(chosen, { full, isQuiet: json, ...files, ...parts });
      if (!isGood(report)) process.exitCode = 1;
      if (jsonFile !== undefined) await writeFile(jsonFile, asJson(report));
      console.log(json ? asJson(report).trimEnd() : asText(report));
    },
  )
  .parseAsync();

/** What one bench found is kept when another breaks, or somebody is tired of waiting: then the rest is not begun. */
async function measure(chosen: readonly Bench[], options: BenchOptions): Promise<Report> {
  const startedAtMillis = Date.now();
  const measuredOn = machine();
  const figures: Figure[] = [];
  const broken: { bench: string; error: string }[] = [];
  let isInterrupted = false;
  process.once('SIGINT', () => {
    isInterrupted = true;
    console.error('\nEnding. What was measured is shown; once more Ctrl-C ends at once.');
  });

  for (const [index, bench] of chosen.entries()) {
    if (!options.isQuiet) console.error(`\n${index + 1} of ${chosen.length}: ${bench.name}`);
    if (isInterrupted) {
      broken.push({ bench: bench.name, error: 'it was not begun' });
      continue;
    }
    try {
      figures.push(...(await bench.run(options)));
    } catch (error) {
      broken.push({ bench: bench.name, error: isInterrupted ? 'it was interrupted' : String(error) });
    }
  }

  return {
    machine: measuredOn,
    figures,
    broken,
    repeat: chosen.map(({ name }) => `npm run bench -- ${name}${options.full ? ' --full' : ''}`),
    seconds: (Date.now() - startedAtMillis) / 1000,
  };
}
