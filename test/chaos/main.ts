import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { SingleBar } from 'cli-progress';
import { audit } from '../../admin/audit/audit.ts';
import { connectToLaptop } from '../../admin/connection/laptop.ts';
import { Registry } from '../../admin/registry.ts';
import { DynamoOpenJobs } from '../../lambdas/adapters/dynamodb/open-jobs.ts';
import { systemClock } from '../../lambdas/adapters/system/clock.ts';
import { creditAmount } from '../../lambdas/domain/credits/amount.ts';
import { synthesise } from '../../local/assembly/synthesise.ts';
import { chanceOf } from '../simulation/scheduler.ts';
import { optionsOf, wholeNumber } from '../support/command-line.ts';
import { type Answered, type Placed, place } from './consumer.ts';
import { MortalLaptop } from './laptop.ts';
import { orderBy, victimBy } from './orders.ts';
import { verdictOf } from './verdict.ts';
import { kindsOfVictims } from './victims.ts';

const help = `Runs a whole laptop stack under load, kills its processes hard at random moments, and checks that no credit
and no job is lost. About half an hour; everything lies in a folder of its own, which goes at the end.

  npm run chaos                  200 kills of functions, of DynamoDB and of the whole stack
  npm run chaos -- --kills 20    fewer
  npm run chaos -- --seed 7      other orders and other victims
  npm run chaos -- --keep        keeps the data folder, to look at it afterwards
`;

const values = optionsOf(help, {
  kills: { type: 'string', default: '200' },
  seed: { type: 'string', default: '1' },
  keep: { type: 'boolean', default: false },
});

const consumers = 8;
/** So that the load ends even where hardly anything works. */
const maxOrders = 4000;
/** A dead worker's message comes back after 11 minutes; the sweeper comes by every 5. */
const settlingMillis = 25 * 60_000;
const wealth = creditAmount.parse(100_000);
const pittance = creditAmount.parse(60);

const kills = wholeNumber('kills', values.kills);
const chance = chanceOf(wholeNumber('seed', values.seed));
const startedMillis = performance.now();
const folder = mkdtempSync(join(tmpdir(), 'darkroom-chaos-'));
// As in the default data folder, which lies under the repository's own package.json.
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
const mortal = new MortalLaptop(join(folder, 'home'), join(folder, 'assembly'), {
  DARKROOM_SYNC_WAIT_SECONDS: '10',
  DARKROOM_SANDBOX_SLOW_SECONDS: '2',
});
process.once('SIGINT', async () => {
  console.log('\nStopping; nothing is judged.');
  await end();
  process.exit(130);
});

const granted = new Map<string, number>();
const placed: Placed[] = [];
const jobByKey = new Map<string, string>();
const wrong: string[] = [];
let isLoading = true;

console.log(`Kills ${kills} processes; the data lies in ${folder}.`);
try {
  await synthesise(join(folder, 'assembly'));
  await mortal.start();
  await fillAccounts();
  const load = Promise.all(Array.from({ length: consumers }, (_, number) => consume(number)));
  const victims = await killAll();
  isLoading = false;
  await load;
  await untilNothingIsOpen();
  await judge(victims);
} finally {
  await end();
}

/** A team that can pay for everything, and one that soon cannot. */
async function fillAccounts(): Promise<void> {
  const target = await connectToLaptop(mortal.home);
  const registry = new Registry(target.client, target.tables, systemClock);
  const rich = await registry.createTeam('rich', wealth);
  const poor = await registry.createTeam('poor', pittance);
  await target.close();
  granted.set(rich.apiKey, wealth).set(poor.apiKey, pittance);
}

async function consume(number: number): Promise<void> {
  const [rich = '', poor = ''] = granted.keys();
  while (isLoading && placed.length < maxOrders) {
    const apiKey = number === 0 ? poor : rich;
    const one = await place(orderBy(chance), apiKey, () => mortal.laptop.apiUrl, noteAnswer);
    if (one !== undefined) placed.push(one);
    await wait(200);
  }
}

function noteAnswer(key: string, { jobId }: Answered): void {
  if (jobId === undefined) return;
  const before = jobByKey.get(key) ?? jobId;
  if (before !== jobId) wrong.push(`One key was answered with ${before} and with ${jobId}.`);
  jobByKey.set(key, jobId);
}

async function killAll(): Promise<ReadonlyMap<string, number>> {
  const killed = new Map<string, number>(kindsOfVictims.map((kind) => [kind, 0]));
  const bar = new SingleBar({ format: '{bar} {value} of {total} kills, {orders} orders' });
  bar.start(kills, 0, { orders: 0 });
  for (let count = 0; count < kills; ) {
    await wait(1000 + chance() * 7000);
    const victim = victimBy(chance);
    if (!(await mortal.kill(victim, chance))) continue;
    count += 1;
    killed.set(victim, (killed.get(victim) ?? 0) + 1);
    bar.update(count, { orders: placed.length });
    if (!process.stderr.isTTY && count % 20 === 0) console.log(`${count} kills, ${placed.length} orders`);
  }
  bar.stop();
  return killed;
}

async function untilNothingIsOpen(): Promise<void> {
  const target = await connectToLaptop(mortal.home);
  const openJobs = new DynamoOpenJobs(target.client, target.tables.jobs);
  const untilMillis = performance.now() + settlingMillis;
  console.log(`${placed.length} orders placed. Waiting for the last jobs to end, at most 25 minutes.`);
  for (;;) {
    let open = 0;
    for await (const _ of openJobs.list()) open += 1;
    if (open === 0) break;
    if (performance.now() > untilMillis) {
      wrong.push(`${open} jobs are still open.`);
      break;
    }
    await wait(2000);
  }
  await target.close();
}

async function judge(victims: ReadonlyMap<string, number>): Promise<void> {
  const verdict = await verdictOf(mortal.laptop.apiUrl, placed, granted);
  const target = await connectToLaptop(mortal.home);
  const { entries, mismatches } = await audit(target, async (millis) => void (await wait(millis)));
  await target.close();
  wrong.push(...verdict.wrong, ...mismatches.map(({ kind, detail }) => `${kind}: ${detail}`));

  const list = (counts: ReadonlyMap<string, number>) =>
    [...counts].map(([name, count]) => `${count} ${name}`).join(', ');
  console.log(`
  killed            ${list(victims)}
  jobs              ${placed.length}: ${list(verdict.ends)}
  pictures loaded   ${verdict.pictures}
  audit             ${entries} ledger entries, ${mismatches.length} mismatches
  time              ${((performance.now() - startedMillis) / 60_000).toFixed(1)} min

${wrong.length === 0 ? 'Everything held.' : `Wrong:\n  ${wrong.join('\n  ')}`}`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
}

async function end(): Promise<void> {
  await mortal.stop();
  if (values.keep) console.log(`Kept: DARKROOM_HOME=${mortal.home} npm start`);
  else rmSync(folder, { recursive: true, force: true });
}
