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
      "Fill a team's library with invented pictures, for benchmarks and demonstrations: on the laptop (DARKROOM_HOME), or on a deployed stage other than prod, where each picture costs two or three transactional writes. Rows only: the addresses of the pictures lead to nothing, no job made them, and no team pays. About a thousand a second; Ctrl-C stops it, and what is there then is whole.",
    )
    .requiredOption('--team <teamId>', 'the team')
    .requiredOption('--images <count>', 'how many pictures to add', wholeNumber(1, 10_000_000))
    .option(
      '--deleted-percent <percent>',
      'add pictures that were deleted again: this many of every 100',
      wholeNumber(0, 90),
      0,
    )
    .addHelpText('after', '\nOptions of every admin command: --stage <stage>, --json.')
    .action(({ team: teamId, images, deletedPercent }: Options, command: Command) => {
      const { stage, json = false } = command.optsWithGlobals<{ stage?: string; json?: boolean }>();
      if (stage === 'prod') command.error('error: invented pictures do not belong in prod.');
      return run(command, async ({ target, registry }) => {
        const { teamHandle } = await registry.requireTeam(teamId);
        const order = { teamId, teamHandle, images, deletedPercent };
        const tools = { client: target.client, imagesTable: target.tables.images, clock: systemClock };
        return untilInterrupted((signal) =>
          withBar(json, '{bar} {value} of {total} pictures, {eta_formatted} left', (progress) =>
            fillLibrary({ ...tools, progress, signal }, order),
          ),
        );
      });
    });
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
