import { type Command, InvalidArgumentError, Option } from 'commander';
import { DynamoProviderStates } from '../lambdas/adapters/dynamodb/provider-states.ts';
import { systemClock } from '../lambdas/adapters/system/clock.ts';
import { reopened } from '../lambdas/domain/generation/provider-state.ts';
import { providers } from '../lambdas/domain/generation/providers.ts';
import type { Target } from './connection/target.ts';
import type { Run } from './run.ts';

const billed = providers.filter((provider) => provider !== 'sandbox');

type Chosen = { readonly provider: (typeof billed)[number] };

/** How fast providers are asked, and whether they are asked at all. A change is seen by the next sample. */
export function addProviderCommands(program: Command, run: Run): void {
  const provider = program.command('provider').description('see and set how providers are asked');
  const which = () => new Option('--provider <name>', 'the provider').choices(billed).makeOptionMandatory();

  provider
    .command('list')
    .description('show how fast each provider may be asked, until when it paused us, and what is closed')
    .action((_, command: Command) =>
      run(command, async ({ target }) => ({
        providers: await Promise.all(billed.map((name) => shown(target, name))),
      })),
    );
  provider
    .command('limit')
    .description('set how many pictures a provider may begin in a minute, as the tier of the account allows')
    .addOption(which())
    .requiredOption('--images-per-minute <n>', 'a number, or "usual" for that of the stage', rate)
    .action(
      ({ provider: name, imagesPerMinute }: Chosen & { imagesPerMinute: number | null }, command: Command) =>
        run(command, async ({ target }) => {
          await statesOf(target).setRate(name, imagesPerMinute);
          return shown(target, name);
        }),
    );
  provider
    .command('reopen')
    .description('ask a provider again at once that was closed for its key, its bill or a model that is gone')
    .addOption(which())
    .action(({ provider: name }: Chosen, command: Command) =>
      run(command, async ({ target }) => {
        await statesOf(target).change(name, (state) => ({ state: reopened(state) }));
        return shown(target, name);
      }),
    );
}

function statesOf({ client, tables }: Target): DynamoProviderStates {
  return new DynamoProviderStates(client, tables.catalogue, systemClock, {});
}

async function shown(target: Target, provider: Chosen['provider']) {
  const { imagesPerMinute, pausedUntilMillis, closures } = await statesOf(target).find(provider);
  const now = systemClock.nowMillis();
  return {
    provider,
    imagesPerMinute: imagesPerMinute ?? 'usual',
    pausedUntil: pausedUntilMillis > now ? new Date(pausedUntilMillis).toISOString() : null,
    closed: closures
      .filter(({ untilMillis }) => untilMillis > now)
      .map(
        ({ model, why, untilMillis }) =>
          `${model ?? 'all models'}: ${why}, until ${new Date(untilMillis).toISOString()}`,
      ),
  };
}

function rate(text: string): number | null {
  if (text === 'usual') return null;
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || value < 0.1 || value > 100_000) {
    throw new InvalidArgumentError('It must be a number from 0.1 to 100000, or "usual".');
  }
  return value;
}
