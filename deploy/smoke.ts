import { Command } from 'commander';
import { deployedStage } from '../admin/connection/stage-argument.ts';
import { checkStack } from './smoke/check-stack.ts';
import { Report } from './smoke/report.ts';
import { findTarget } from './smoke/target.ts';

type Options = { readonly stage?: string; readonly key?: string; readonly model: string };

await new Command('npm run smoke --')
  .description(
    'Makes a picture, fetches it in every way and deletes it. Prints a line a check, and exits with 1 when one fails.',
  )
  .option(
    '--stage <stage>',
    'a deployed stage (default: the laptop, found through DARKROOM_HOME)',
    deployedStage,
  )
  .option('--key <key>', "a team's API key (default: DARKROOM_API_KEY; the laptop has its own)")
  .option('--model <model>', 'who draws; the sandbox costs a credit, and no provider anything', 'sandbox')
  .showHelpAfterError('(add --help for what is possible)')
  .action(async ({ stage, key, model }: Options) => {
    const report = new Report((line) => console.log(line));
    try {
      const target = await findTarget(stage, key);
      console.log(`Checks ${target.apiUrl}\n`);
      await checkStack(target, model, report);
    } catch (error) {
      report.stop(error instanceof Error ? error.message : String(error));
    }
    console.log(`\n${report.summary()}`);
    process.exitCode = report.hasFailed() ? 1 : 0;
  })
  .parseAsync();
