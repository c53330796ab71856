import { setTimeout as wait } from 'node:timers/promises';
import { Command, InvalidArgumentError } from 'commander';
import { type Credits, creditAmount, maxCreditAmount } from '../lambdas/domain/credits/amount.ts';
import { looksLikeApiKey } from '../lambdas/domain/teams/api-key.ts';
import { audit } from './audit/audit.ts';
import { addCatalogueCommands } from './catalogue-commands.ts';
import { deployedStage } from './connection/stage-argument.ts';
import { addFillCommand } from './fill/command.ts';
import { addJobCommands } from './job-story/command.ts';
import { ledgerEntries } from './ledger-entries.ts';
import { withBar } from './progress-bar.ts';
import { addProviderCommands } from './provider-commands.ts';
import { withProviderCosts } from './provider-costs.ts';
import { run } from './run.ts';
import { usageErrors } from './usage-errors.ts';

const program = new Command('admin')
  .description(
    "Manages teams, keys and credits of a Darkroom: the laptop's (DARKROOM_HOME), or a deployed stage's.",
  )
  .configureOutput(usageErrors(process.argv))
  .option(
    '--stage <stage>',
    'a deployed stage; uses your AWS credentials and region (default: the laptop)',
    deployedStage,
  )
  .option('--json', 'print one JSON document and nothing else')
  .showHelpAfterError('(add --help for what is possible)');

const team = program.command('team').description('create and list teams');
team
  .command('create')
  .description('create a team and its first key; the key is shown this once')
  .requiredOption('--name <name>', 'what people call the team', nonEmpty)
  .option('--credits <amount>', 'credits to start with, as a grant', amountOrZero)
  .action(({ name, credits }: { name: string; credits?: Credits | 0 }, command: Command) =>
    run(command, ({ registry }) => registry.createTeam(name, credits === 0 ? undefined : credits)),
  );
team
  .command('list')
  .description('list all teams')
  .action((_, command: Command) =>
    run(command, async ({ registry }) => ({
      teams: (await collect(registry.teams())).map(({ teamHandle: _, ...known }) => withDate(known)),
    })),
  );

const key = program.command('key').description('create and revoke API keys');
key
  .command('create')
  .description('create another key for a team; it is shown this once')
  .requiredOption('--team <teamId>', 'the team')
  .action(({ team: teamId }: { team: string }, command: Command) =>
    run(command, ({ registry }) => registry.createKey(teamId)),
  );
key
  .command('revoke')
  .description('revoke a key; it stops working within 60 s')
  .requiredOption('--key <key>', 'the key, dr_…', apiKey)
  .action(({ key: revoked }: { key: string }, command: Command) =>
    run(command, ({ registry }) => registry.revokeKey(revoked)),
  );

program
  .command('credits')
  .description('grant credits')
  .command('grant')
  .description("raise a team's balance; a ledger entry says why")
  .requiredOption('--team <teamId>', 'the team')
  .requiredOption('--amount <amount>', 'whole credits, at least 1', amount)
  .requiredOption('--reason <reason>', 'why; kept in the ledger', nonEmpty)
  .action(
    (
      { team: teamId, amount: credits, reason }: { team: string; amount: Credits; reason: string },
      command: Command,
    ) => run(command, ({ registry }) => registry.grant(teamId, credits, reason)),
  );

program
  .command('ledger')
  .description("print every entry that made a team's balance, newest first")
  .requiredOption('--team <teamId>', 'the team')
  .action(({ team: teamId }: { team: string }, command: Command) =>
    run(command, async ({ target, registry }) => {
      await registry.requireTeam(teamId);
      const { client, tables } = target;
      const entries = ledgerEntries(client, tables.credits, teamId);
      return { entries: withDates(withProviderCosts(client, tables.jobs, entries)) };
    }),
  );

program
  .command('audit')
  .description(
    'compare every balance with its ledger and every job with its money and pictures; exit 1 on a mismatch',
  )
  .action((_, command: Command) =>
    run(command, async ({ target }) => {
      const pause = async (millis: number) => {
        await wait(millis);
      };
      const isQuiet = command.optsWithGlobals<{ json?: boolean }>().json === true;
      const report = await withBar(isQuiet, '{bar} {value} of about {total} items', (progress) =>
        audit(target, pause, progress),
      );
      if (report.mismatches.length > 0) process.exitCode = 1;
      return report;
    }),
  );

addCatalogueCommands(program, team, run);
addProviderCommands(program, run);
addJobCommands(program, run);
addFillCommand(program, run);

// Whoever reads may stop when they have seen enough: `… ledger --team T | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
await program.parseAsync();

/** Dates for people and programs, as the API gives them. */
function withDate<Dated extends { readonly createdAtMillis: number }>({ createdAtMillis, ...rest }: Dated) {
  return { ...rest, createdAt: new Date(createdAtMillis).toISOString() };
}

async function* withDates<Dated extends { readonly createdAtMillis: number }>(items: AsyncIterable<Dated>) {
  for await (const item of items) yield withDate(item);
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected = [];
  for await (const item of items) collected.push(item);
  return collected;
}

function amount(text: string): Credits {
  const parsed = creditAmount.safeParse(Number(text));
  if (!parsed.success || !/^\d+$/.test(text)) {
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${maxCreditAmount}.`);
  }
  return parsed.data;
}

function amountOrZero(text: string): Credits | 0 {
  return text === '0' ? 0 : amount(text);
}

function nonEmpty(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It must not be empty.');
  return text.trim();
}

function apiKey(text: string): string {
  if (!looksLikeApiKey(text))
    throw new InvalidArgumentError('It does not look like a key: dr_ and 43 characters.');
  return text;
}
