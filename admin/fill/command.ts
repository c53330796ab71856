import type { Command } from 'commander';
import { systemClock } from '../../lambdas/adapters/system/clock.ts';
import { withBar } from '../progress-bar.ts';
import type { Run } from '../run.ts';
import { wholeNumber } from '../whole-number.ts';
import { fillLibrary } from './fill-library.ts';

type Options = { readonly team: string; readonly images: number; readonly deletedPercent: number };

export function addFillCommand(program: Command, run: Run): void {
  program
    .command('fill')
    .description(
      "fill a team's library with invented pictures, for benchmarks and demonstrations: rows only, whose addresses lead nowhere; no job made them and nobody pays",
    )
    .requiredOption('--team <teamId>', 'the team')
    .requiredOption('--images <count>', 'how many pictures to add', wholeNumber(1, 10_000_000))
    .option(
      '--deleted-percent <percent>',
      'leave as many numbers as deleted pictures do, of a hundred',
      wholeNumber(0, 90),
      0,
    )
    .action(({ team: teamId, images, deletedPercent }: Options, command: Command) =>
      run(command, async ({ target, registry }) => {
        const { stage, json = false } = command.optsWithGlobals<{ stage?: string; json?: boolean }>();
        if (stage === 'prod') throw new Error('Invented pictures do not belong into prod.');
        const { teamHandle } = await registry.requireTeam(teamId);
        const order = { teamId, teamHandle, images, deletedPercent };
        const tools = { client: target.client, imagesTable: target.tables.images, clock: systemClock };
        return untilInterrupted((signal) =>
          withBar(json, '{bar} {value} of {total} pictures, {eta_formatted} left', (progress) =>
            fillLibrary({ ...tools, progress, signal }, order),
          ),
        );
      }),
    );
}

/** Ctrl-C ends the work after what is in hand; the result says how far it got. */
async function untilInterrupted<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const interruption = new AbortController();
  const interrupt = () => {
    process.exitCode = 130;
    interruption.abort();
  };
  process.once('SIGINT', interrupt);
  try {
    return await work(interruption.signal);
  } finally {
    process.off('SIGINT', interrupt);
  }
}
