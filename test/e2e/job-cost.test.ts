import { expect, inject, it } from 'vitest';
import { countOnOwnStack } from '../../bench/job-cost/bench.ts';
import { readPinnedCounts, toPinned } from '../../bench/job-cost/pinned-counts.ts';

const whatToDo =
  'A job takes other units, states, requests or functions than bench/job-cost/pinned-counts.json says; the difference is ' +
  'below. If it is meant, run `npm run bench -- job-cost --write docs/cost.md`, and say in the commit what it costs';

it('takes exactly the units, states, requests and functions that are pinned for a job of one picture', async () => {
  const counted = toPinned(await countOnOwnStack(inject('assembly')));

  expect(counted, whatToDo).toEqual(readPinnedCounts());
}, 300_000);
