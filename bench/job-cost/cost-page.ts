import { assumed, searchOf100k } from './assumptions.ts';
import { idleMonth } from './idle-month.ts';
import { requestsOf, transitionsOf, unitsOf } from './job-count.ts';
import { leversOf } from './levers.ts';
import type { PinnedCounts, PinnedJob } from './pinned-counts.ts';
import type { Prices } from './prices.ts';
import type { StandingResources } from './standing-resources.ts';
import { type CostLine, costOf, naiveUsd, splitUsd, totalOf, wholeCpuMegabytes } from './usd.ts';

/** For 1,000 jobs of one picture that are waited for. */
export const goalUsd = 0.25;
/** Of one such job, without polls. */
export const goals = { writeUnits: 22, readUnits: 6, transitions: 6, lambdaCalls: 8 } as const;

/** The page as a whole: its sums follow from the counts and the prices; what AWS bills beside them is said in words. */
export function costPage(counts: PinnedCounts, standing: StandingResources, prices: Prices): string {
  const waited = costOf(counts.billed, true, prices);
  const unwaited = costOf(counts.billed, false, prices);
  const { providerWaitMillis, restOfWorkflowMillis, logBytes } = assumed;

  return `# What it costs

This page is written by \`npm run bench -- job-cost --write docs/cost.md\`, which runs a whole stack on a laptop, counts what
jobs of one picture take, and pins that in \`bench/job-cost/pinned-counts.json\`. A test counts again in every \`npm test\`; another
holds this page against the pinned counts and the prices. List prices: \`bench/job-cost/prices.ts\`, us-east-1, on demand, without
free tiers, each with its day.

**What the provider asks for its picture comes on top** and is usually the larger part by far: see
\`lambdas/domain/generation/prices.ts\`, and \`admin ledger\`, which shows it job by job.

## 1,000 pictures

Of a model whose provider bills and takes ${providerWaitMillis / 1000} s (\`gpt-image-2\`, one picture a job, \`standard\`), our part in USD:

| what | of one job | 1,000 jobs that are waited for | 1,000 async jobs |
|---|---|---|---|
${costRows(waited, unwaited)}
| **in all** | | **${usd(totalOf(waited))}** | **${usd(totalOf(unwaited))}** |

Counted are requests, units, calls and transitions. What a laptop cannot count is assumed, on the dear side
(\`bench/job-cost/assumptions.ts\`): a function is busy for ${busyRange()} beside its waiting; the rest of the workflow keeps
a waiting call for ${restOfWorkflowMillis / 1000} s more; a job logs ${logBytes / 1000} KB; X-Ray traces every request. A start of an execution is taken for
a transition. Not in it: storage, data that goes out (pictures by CloudFront, answers by the API), cold starts (Lambda bills
the loading of a function too), polls by callers, the sweeper, and the firewall, which takes 0.60 USD of a million requests.

${percent(splitUsd(counts.billed, prices).waits, totalOf(waited))} of it is memory that waits, of the call that blocks and of the worker that waits for the provider, and
${percent(waited[0]?.usdOf1000 ?? 0, totalOf(waited))} are transitions. \`?async=true\` saves the call's part. The goal, ${goalUsd} USD for jobs that are waited for, is
${totalOf(waited) <= goalUsd ? 'met' : '**missed**'}. What would lower it, and is not done:

| 1,000 jobs | waited for | async |
|---|---|---|
${leversOf(counts.billed, prices)
  .map(({ what, waited, unwaited }) => `| ${what} | ${usd(waited)} | ${usd(unwaited)} |`)
  .join('\n')}

Both wait in 256 MB: references are read and decoded by a function of their own
([0019](decisions/0019-references-are-read-by-a-function-of-their-own.md)), and what a worker sends and gets passes through it in
pieces ([0020](decisions/0020-a-workers-memory-is-what-passes-through-it.md)). One that did everything itself, in the 1,769 MB of a
whole CPU, would cost ${usd(naiveUsd(counts.billed, prices))}.

## What a job writes and reads

${goalRows(counts.sync)}

The calls of a blocking job of the sandbox, with caches warm, polls left out:

| call | WRU | RRU |
|---|---|---|
${counts.sync.dynamodb.map(({ what, calls, writeUnits, readUnits }) => `| ${calls > 1 ? `${calls} × ` : ''}${what} | ${writeUnits || ''} | ${readUnits || ''} |`).join('\n')}
| **in all** | **${unitsOf(counts.sync, 'writeUnits')}** | **${unitsOf(counts.sync, 'readUnits')}** |

- A blocking call reads its job ${assumed.polls} times in the ${(providerWaitMillis + restOfWorkflowMillis) / 1000} s of the table above, one RRU each.
- With nothing cached, ${unitsOf(counts.first, 'readUnits') - unitsOf(counts.sync, 'readUnits')} RRU more: the key, its team, the models. They are remembered for 30 s.
- A provider that bills takes ${unitsOf(counts.billed, 'writeUnits') - unitsOf(counts.sync, 'writeUnits')} WRU and up to ${unitsOf(counts.billed, 'readUnits') - unitsOf(counts.sync, 'readUnits')} RRU more, for its pace and its state.
- States: ${counts.sync.states.join(', ')}. Each further picture of a job enters two more, sends one message, and takes ${perSample(counts.sync)} S3 PUTs.

## Pages and searches of libraries

A page of 20 takes 3 RRU and three calls at any depth: ${usd(3 * prices.dynamodb.readUnit * 1000)} USD for 1,000 pages, beside their requests. The first search of
100,000 pictures takes ${searchOf100k.firstUnits} units (${usd(searchOf100k.firstUnits * prices.dynamodb.readUnit * 1000)} USD for 1,000 searches), and its next page ${searchOf100k.nextPageUnits}: see
[0014](decisions/0014-a-library-in-numbered-lists.md).

## A stage that nobody uses

Of \`prod\`, in a month of 30 days, by its template:

| what | how many | USD a month |
|---|---|---|
${idleMonth(standing, prices)
  .map(({ what, amount, usdOfMonth }) => `| ${what} | ${amount ?? ''} | ${usdOfMonth.toFixed(2)} |`)
  .join('\n')}

Tables on demand, queues, functions, the API, the state machine and the distribution cost nothing while nobody calls them. \`dev\`
has no firewall: \`"firewall": "off"\` in the settings of another stage saves it there, too. Stored data: ${prices.monthly.tableStorage} USD per GB of table and month, and
${prices.monthly.pointInTimeRecovery} more in stages that keep data, for point-in-time recovery; ${prices.monthly.objectStorage} per GB of pictures; ${prices.logs.gigabyteMonthStored} per GB of logs for as
long as the stage keeps them. Each custom metric, by its dimensions, is ${prices.monthly.customMetric.toFixed(2)} USD in a month in which it was written, at most:
AWS counts the hours, and what is written once a day may cost less than the table says.

## What makes it dearer

- **Waiting.** A second more of a provider's time is ${usd(secondOf(counts.billed, prices))} USD more for 1,000 jobs that are waited for.
- **References** are read by a function of their own: a call more, and ${usd(readerSecond(prices))} USD for each second that 1,000 jobs' references
  take to come and to be decoded. What is kept of each is a PUT, and a GET for each picture.
- **Long prompts.** An item is paid by the started KB, and a prompt is stored twice: with its job and with its picture.
- **An \`Idempotency-Key\`.** Job, params and key are written in one transaction, at twice the units.
- **A preset** gives each picture one row more; \`isPublic\` a row of the gallery and what publishes it.
- **A provider that is busy.** Each further attempt is a message, a call of the worker, and two writes.
- **Polls.** A \`GET\` of a job by a caller is a request, a call of Lambda, a WRU of the team's bucket and a RRU.
- **Originals that are kept** (\`prod\`): a PUT and several MB a picture.

## What is really spent

- Cost Explorer, grouped by the tag \`darkroom:stage\`, once it is activated as a cost allocation tag.
- The metric \`ProviderCostUsd\` is what providers asked, by their list prices, and \`SuspectedCostUsd\` what they may have asked
  where an answer was lost. The provider's own bill is what counts.
`;
}

function costRows(waited: readonly CostLine[], unwaited: readonly CostLine[]): string {
  return waited
    .map(({ what, amount, unit, usdOf1000 }, index) => {
      const async = unwaited[index]?.usdOf1000 ?? 0;
      return `| ${what} | ${Number(amount.toPrecision(3))} ${unit} | ${usd(usdOf1000)} | ${usd(async)} |`;
    })
    .join('\n');
}

function goalRows(job: PinnedJob): string {
  const calls = job.functions.reduce((sum, one) => sum + one.calls, 0);
  const rows: readonly (readonly [string, number, number])[] = [
    ['write units', unitsOf(job, 'writeUnits'), goals.writeUnits],
    ['read units, without polls', unitsOf(job, 'readUnits'), goals.readUnits],
    ['transitions', transitionsOf(job), goals.transitions],
    ['calls of Lambda', calls, goals.lambdaCalls],
  ];
  const met = (value: number, goal: number) => (value <= goal ? '' : ', missed');
  return [
    '| | one picture | goal |',
    '|---|---|---|',
    ...rows.map(([what, value, goal]) => `| ${what} | ${value} | ${goal}${met(value, goal)} |`),
  ].join('\n');
}

function perSample(job: PinnedJob): number {
  return requestsOf(job, 'S3 PUT');
}

/** Of the call and of the worker. */
function secondOf({ functions }: PinnedJob, prices: Prices): number {
  const waiting = functions.filter(({ name }) => /^(RoutesCreateGeneration|Generate)/.test(name));
  const gigabytes = waiting.reduce((sum, { memoryMegabytes }) => sum + memoryMegabytes / 1024, 0);
  return (gigabytes * prices.lambda.gigabyteSecond + prices.dynamodb.readUnit) * 1000;
}

/** Of the function that reads references, at a whole core, for 1,000 jobs. */
function readerSecond(prices: Prices): number {
  return (wholeCpuMegabytes / 1024) * prices.lambda.gigabyteSecond * 1000;
}

function percent(part: number, whole: number): string {
  return `${Math.round((100 * part) / whole)} %`;
}

function busyRange(): string {
  const all = Object.values(assumed.busyMillis);
  return `${Math.min(...all)}–${Math.max(...all)} ms`;
}

function usd(amount: number): string {
  return amount.toFixed(amount < 0.01 ? 4 : 3);
}
