import type { Bench, BenchOptions, Figure, Shortfall } from '../figure.ts';
import { median } from '../median.ts';
import { type MeasuredJobs, measureJobs } from './measure-jobs.ts';
import { addedMillis, lookStage, modelStage, type Stage, storeStage } from './waterfall.ts';

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
      ifMissed: shortfallOf(typical, anchor.value),
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

/** In the words of the median job: what is left when the goal's own image set is taken off. */
function shortfallOf(typical: readonly Stage[], imageSetMillis: number): Shortfall {
  const millisOf = (name: string) => {
    const stage = typical.find(({ what }) => what === name);
    return stage === undefined ? 0 : stage.toMillis - stage.fromMillis;
  };
  const store = Math.max(0, millisOf(storeStage) - imageSetMillis);
  const look = millisOf(lookStage);
  const others = typical.filter(({ what }) => ![modelStage, storeStage, lookStage].includes(what));
  const hops = others.reduce((sum, { what }) => sum + millisOf(what), 0);
  return {
    because: `beside its image set, the median job took ${store.toFixed(0)} ms more in Store (its call, one read, two writes), ${hops.toFixed(0)} ms in ${others.length} stages that each pass from process to process, and ${look.toFixed(0)} ms until the call looked.`,
    next: "read the team's credits while its waiting place is taken, and the head of its library while Store works; tell the waiting call of the end instead of letting it look.",
  };
}

function totalMillis(stages: readonly Stage[]): number {
  return stages.at(-1)?.toMillis ?? Number.NaN;
}
