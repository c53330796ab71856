import type { Bench, BenchOptions, Figure } from '../figure.ts';
import { median } from '../median.ts';
import { type MeasuredJobs, measureJobs } from './measure-jobs.ts';
import { addedMillis, modelStage, type Stage } from './waterfall.ts';

const jobCount = 31;

export const latencyBench: Bench = {
  name: 'latency',
  about: 'what a blocking call takes beyond the time in its model, on a laptop stack, and where it goes',
  run,
};

async function run({ isQuiet }: BenchOptions): Promise<readonly Figure[]> {
  if (!isQuiet) console.error(`asking for ${jobCount} pictures of 1024 x 1024, one after the other`);
  return figuresOf(await measureJobs(jobCount));
}

export function figuresOf({ waterfalls, imageSetMillis }: MeasuredJobs): readonly Figure[] {
  const anchor = { what: 'ms, its image set alone', value: median(imageSetMillis) };
  const added = median(waterfalls.map(addedMillis));
  const typical = waterfalls.find((stages) => addedMillis(stages) === added) ?? [];
  return [
    {
      what: 'sync job of 1024², beyond its model',
      value: added,
      unit: 'ms',
      anchor,
      goal: { of: 'ratio', atMost: 2 },
      ifMissed: {
        because: `${typical.length} stages in 14 hops between processes that share this machine: Store alone takes its image set and what S3 and Lambda add to it, and every hop some 3 ms of signing, HTTP and storing.`,
        next: "read the team's credits while its waiting place is taken, and the head of its library while Store works; tell the waiting call of the end instead of letting it look.",
      },
    },
    {
      what: 'sync job of 1024², POST to the whole 200',
      value: median(waterfalls.map(totalMillis)),
      unit: 'ms',
      anchor,
    },
    {
      what: 'of that, in the model',
      value: median(waterfalls.map((stages) => totalMillis(stages) - addedMillis(stages))),
      unit: 'ms',
      anchor,
    },
    ...typical.map((stage, index) => ({
      what: `median job, ${index + 1}: ${stage.what}${stage.what === modelStage ? ' (not ours)' : ''}`,
      value: stage.toMillis - stage.fromMillis,
      unit: 'ms',
      span: { from: stage.fromMillis, to: stage.toMillis, of: totalMillis(typical) },
    })),
  ];
}

function totalMillis(stages: readonly Stage[]): number {
  return stages.at(-1)?.toMillis ?? Number.NaN;
}
