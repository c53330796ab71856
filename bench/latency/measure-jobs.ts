import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawPicture } from '../../lambdas/adapters/sandbox-pictures/draw-picture.ts';
import { ExecutionHistory } from '../../local/step-functions/execution-history.ts';
import { Worker } from '../image-set/worker.ts';
import { type AskedJob, askJob } from '../laptop/ask-job.ts';
import { onOwnLaptop } from '../laptop/own-laptop.ts';
import { readFunctionLog } from './function-log.ts';
import { type Stage, waterfallOf } from './waterfall.ts';

/** One square picture: the sandbox draws the same bytes every time. */
const prompt = 'a serene mountain lake at sunrise';
const sidePixels = 1024;
const request = { prompt, modelVersion: 'sandbox', aspectRatio: '1:1', resolution: 'standard' };

const warmUps = 4;

export type MeasuredJobs = {
  /** Of each job. */
  readonly waterfalls: readonly (readonly Stage[])[];
  /** Of the same picture, by the code of Store in a process of its own, between two jobs. */
  readonly imageSetMillis: readonly number[];
};

/** Asks for one picture after the other; between two of them, its image set is made without a stack. */
export async function measureJobs(count: number): Promise<MeasuredJobs> {
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-bench-'));
  const file = join(folder, 'picture.png');
  const drawn = await drawPicture({ prompt, width: sidePixels, height: sidePixels, sampleIndex: 0 });
  await writeFile(file, drawn.bytes);
  const alone = new Worker(file, 'ours');
  try {
    return await onOwnLaptop(async (laptop) => {
      const jobs: AskedJob[] = [];
      const imageSetMillis: number[] = [];
      for (let round = 0; round < warmUps + count; round += 1) {
        const asked = await askJob(laptop, request);
        if (asked.status !== 200) throw new Error(`A job was answered with ${asked.status}.`);
        const { millis } = await alone.make();
        if (round < warmUps) continue;
        jobs.push(asked);
        imageSetMillis.push(millis);
      }
      await laptop.stop();
      return { waterfalls: readWaterfalls(laptop.home, jobs), imageSetMillis };
    });
  } finally {
    alone.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The stack must have stopped: until then, lines may be on their way. */
function readWaterfalls(home: string, jobs: readonly AskedJob[]): readonly (readonly Stage[])[] {
  const history = new ExecutionHistory(join(home, 'execution-history.sqlite'));
  try {
    const log = Map.groupBy(readFunctionLog(home), ({ requestId }) => requestId);
    return jobs.map((asked) => {
      const lines = log.get(asked.requestId) ?? [];
      const jobId = lines.find((line) => line.jobId !== undefined)?.jobId ?? '';
      return waterfallOf({ asked, lines, history: history.list(jobId) });
    });
  } finally {
    history.close();
  }
}
