import { type Command, Option, program } from 'commander';
import { stackOutputs } from '../admin/connection/stack-outputs.ts';
import { deployedStage } from '../admin/connection/stage-argument.ts';
import { readOwnSettings } from '../lib/own-settings.ts';
import { type Stage, stageNamed } from '../lib/stages.ts';
import { findAccount } from './account.ts';
import { cdkArguments, runCdk } from './cdk.ts';
import { afterDeployment, beforeDeployment } from './messages.ts';

type Options = {
  readonly stage: string;
  readonly settings?: string;
  readonly toolkitStackName: string;
  readonly requireApproval?: string;
};

program
  .name('npm run')
  .description('Deploys a stage of Darkroom into your AWS account. What follows a second -- goes to the cdk.')
  .showHelpAfterError('(add --help for what is possible)');

const stageOption = (isNeeded: boolean) =>
  new Option('--stage <stage>', 'dev, staging or prod')
    .argParser(deployedStage)
    .makeOptionMandatory(isNeeded);

command('synth', 'writes the templates into cdk.out; needs no AWS account')
  .addOption(stageOption(false).default('dev'))
  .action((rest: readonly string[], options: Options) => {
    stageOf(options);
    return runCdk(cdkArguments('synth', { ...options, rest }));
  });

command('diff', 'shows what a deployment would change')
  .addOption(stageOption(false).default('dev'))
  .action(async (rest: readonly string[], options: Options) => {
    await accountFor(stageOf(options), options);
    await runCdk(cdkArguments('diff', { ...options, rest }));
  });

command('deploy', 'deploys both stacks of a stage')
  .addOption(stageOption(true))
  .addOption(
    new Option('--require-approval <when>', 'when the cdk asks before it changes something').choices([
      'never',
      'any-change',
      'broadening',
    ]),
  )
  .action(async (rest: readonly string[], options: Options) => {
    const stage = stageOf(options);
    const account = await accountFor(stage, options);
    console.log(beforeDeployment(stage, account));
    await runCdk(cdkArguments('deploy', { ...options, rest }));
    if (process.exitCode !== undefined && process.exitCode !== 0) return;

    const output = await stackOutputs(`Darkroom-${stage.name}-Service`, account.region);
    console.log(afterDeployment(stage, output('ApiUrl')));
  });

try {
  await program.parseAsync();
} catch (error) {
  console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

function command(name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .argument('[cdk...]', 'options of the cdk, after --')
    .option(
      '--settings <file>',
      'what is your own of the stages (default: stages.local.json, if it is there)',
    )
    .option('--toolkit-stack-name <name>', "the stack of the account's bootstrapping", 'CDKToolkit')
    .showHelpAfterError('(add --help for what is possible)');
}

function stageOf({ stage, settings }: Options): Stage {
  return stageNamed(stage, readOwnSettings(settings));
}

function accountFor(stage: Stage, { toolkitStackName }: Options) {
  return findAccount(toolkitStackName, stage);
}
