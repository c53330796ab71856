import { appendFile, writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { functionEntries, isFunctionEntry } from '../lib/functions/bundle-budgets.ts';
import { bundlesBench } from './bundles/bench.ts';
import { coldStartBench } from './cold-start/bench.ts';
import type { Bench, BenchOption, BenchOptions } from './figure.ts';
import { imageSetBench } from './image-set/bench.ts';
import { jobCostBench } from './job-cost/bench.ts';
import { latencyBench } from './latency/bench.ts';
import { libraryBench } from './library/bench.ts';
import { measureAll } from './measure-all.ts';
import { providerBytesBench } from './provider-bytes/bench.ts';
import { asJson, asText, isGood } from './report.ts';
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
  readonly of?: string;
  readonly json?: boolean;
  readonly jsonFile?: string;
};

await new Command('bench')
  .description(
    'Counts what Darkroom takes, beside what others do: a table, and why a goal is missed. Exits with 1 when one is.',
  )
  .argument('[name]', 'the one bench to run; all of them unless given, which takes some ten minutes')
  .option('--full', 'the largest sizes too: half an hour or more, and 4 GB of memory')
  .option('--plot <file>', 'draw the figures of library as SVG into this file')
  .option('--write <file>', 'write the page of job-cost into this file, and pin the counts')
  .option('--of <function>', 'the bundle whose largest parts are shown, such as api/list-library')
  .option('--json-file <file>', 'write one JSON document into this file, beside the table')
  .option('--json', 'print one JSON document and nothing else')
  .addHelpText('after', `\nBenches:\n${benches.map(({ name, about }) => `  ${name}: ${about}`).join('\n')}`)
  .showHelpAfterError('(add --help for what is possible)')
  .action(async (name: string | undefined, options: Options, command: Command) => {
    const chosen = benches.filter((bench) => name === undefined || bench.name === name);
    if (chosen.length === 0) command.error(`error: there is no bench "${name}".`);
    const { json = false, jsonFile, plot, write } = options;
    const asked = checked(options, chosen, command);
    // Told before the work, which may take ten minutes.
    for (const file of [jsonFile, plot, write]) await mustBeWritable(file, command);

    const report = await measureAll(chosen, asked, { isWhole: name === undefined });
    if (!isGood(report)) process.exitCode = 1;
    console.log(json ? asJson(report).trimEnd() : asText(report));
    if (jsonFile !== undefined) await writeFile(jsonFile, asJson(report));
  })
  .parseAsync();

/** What no chosen bench takes is refused: whoever asked for it would wait for a file that never comes. */
function checked(
  { full = false, plot, write, of, json = false }: Options,
  chosen: readonly Bench[],
  command: Command,
): BenchOptions {
  const given = { full: full ? full : undefined, plot, write, of } satisfies Record<BenchOption, unknown>;
  for (const [option, value] of Object.entries(given)) {
    const isTaken = chosen.some(({ takes = [] }) => takes.some((one) => one === option));
    if (value !== undefined && !isTaken)
      command.error(`error: --${option} changes nothing of ${chosen.map(({ name }) => name).join(', ')}.`);
  }
  const isKnown = of === undefined || isFunctionEntry(of);
  if (!isKnown)
    command.error(`error: there is no function "${of}"; there are ${functionEntries.join(', ')}.`);
  return {
    full,
    isQuiet: json,
    ...(plot === undefined ? {} : { plot }),
    ...(write === undefined ? {} : { write }),
    ...(isKnown && of !== undefined ? { of } : {}),
  };
}

async function mustBeWritable(file: string | undefined, command: Command): Promise<void> {
  if (file === undefined) return;
  await appendFile(file, '').catch((error: Error) =>
    command.error(`error: cannot write ${file}: ${error.message}`),
  );
}
