import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import type { Bench, Figure } from './figure.ts';
import { isMet, ratioOf } from './figure.ts';
import { libraryBench } from './library/bench.ts';
import { tableOf } from './table.ts';

const benches: readonly Bench[] = [libraryBench];

type Options = { readonly full?: boolean; readonly plot?: string; readonly json?: boolean };

await new Command('bench')
  .description(
    'Measures what Darkroom takes, beside what others do, in ratios and counts. Exit 1 when a goal is missed.',
  )
  .argument(
    '[name]',
    `which one; all unless given: ${benches.map(({ name, about }) => `${name} (${about})`).join(', ')}`,
  )
  .option('--full', 'also what takes more than ten minutes')
  .option('--plot <file>', 'draw what can be drawn as SVG into this file')
  .option('--json', 'print one JSON document and nothing else')
  .showHelpAfterError('(add --help for what is possible)')
  .action(
    async (name: string | undefined, { full = false, plot, json = false }: Options, command: Command) => {
      const chosen = benches.filter((bench) => name === undefined || bench.name === name);
      if (chosen.length === 0) command.error(`error: there is no bench "${name}".`);

      const figures: Figure[] = [];
      for (const bench of chosen) {
        figures.push(...(await bench.run({ full, isQuiet: json, ...(plot === undefined ? {} : { plot }) })));
      }
      const missed = figures.filter((figure) => isMet(figure) === false).length;
      if (missed > 0) process.exitCode = 1;
      const machine = { node: process.version, cores: availableParallelism() };
      if (json) {
        const rows = figures.map((figure) => ({ ...figure, ratio: ratioOf(figure), isMet: isMet(figure) }));
        console.log(JSON.stringify({ machine, figures: rows }));
      } else {
        console.log(tableOf(figures));
        console.log(
          `\nNode ${machine.node}, ${machine.cores} cores. ${missed === 0 ? 'Every goal is met.' : `${missed} goals are missed.`}`,
        );
      }
    },
  )
  .parseAsync();
