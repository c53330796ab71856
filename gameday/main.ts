import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { synthesise } from '../local/assembly/synthesise.ts';
import { startLaptopProcess } from '../test/support/laptop-process.ts';
import { play } from './play.ts';
import type { Scenario } from './scenario.ts';
import { onlyInAws, scenarios } from './scenarios/scenarios.ts';
import { stageOf } from './stage.ts';

/** A sweep comes every five minutes, and a provider that is down is given up after half a minute. */
const patienceMillis = 6 * 60_000;

await new Command('gameday')
  .description(
    'Makes an alarm true on a stack of its own on this laptop, and shows how its metric crosses the threshold. Costs nothing, and touches no other data.',
  )
  .argument('[name]', 'the alarm to make true')
  .option('--list', 'list what can be played, and what cannot')
  .showHelpAfterError('(add --list for what can be played)')
  .action(async (name: string | undefined, { list = false }: { list?: boolean }, command: Command) => {
    if (list) return printList();
    const scenario = scenarios.find((one) => one.name === name);
    if (scenario === undefined)
      return command.error(name === undefined ? 'error: name a game.' : `error: there is no game "${name}".`);
    await run(scenario);
  })
  .parseAsync();

function printList(): void {
  for (const { name, alarm, does } of scenarios) console.log(`${name.padEnd(24)}${alarm.padEnd(24)}${does}.`);
  console.log('\nNot on a laptop:');
  for (const [alarm, why] of Object.entries(onlyInAws))
    console.log(`${' '.repeat(24)}${alarm.padEnd(24)}${why}.`);
}

async function run(scenario: Scenario): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-gameday-'));
  const closing: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  process.once('SIGINT', () => void close().then(() => process.exit(130)));
  try {
    const assembly = join(folder, 'assembly');
    say('Synthesising the templates');
    await synthesise(assembly);
    say('Starting a stack');
    const around = await scenario.prepare();
    closing.push(() => around.stop());
    const laptop = await startLaptopProcess(join(folder, 'home'), assembly, around.env);
    closing.push(() => laptop.stop());
    const stage = await stageOf(laptop, assembly);
    closing.push(() => stage.close());

    say(`This game ${scenario.does}`);
    const reading = await play(scenario, stage, assembly, {
      patienceMillis,
      tell: ({ value, threshold }) => say(`${scenario.alarm}: ${value} (fires at ${threshold})`),
    });
    const { value, threshold, inPeriods, ofPeriods } = reading;
    const when =
      inPeriods === 1 ? 'so it would fire' : `and would fire when ${inPeriods} of ${ofPeriods} periods do`;
    say(`darkroom-laptop-${scenario.alarm} crosses its threshold, ${value} ≥ ${threshold}, ${when}.`);
    console.log(`What to do then: docs/runbook.md, "${scenario.alarm.replace(/^[a-z]+-/, '')}".`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    await close();
  }
}

function say(what: string): void {
  console.log(`${new Date().toISOString().slice(11, 19)} ${what}`);
}
