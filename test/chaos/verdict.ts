import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import type { Placed } from './consumer.ts';

const job = z.object({
  data: z.object({
    status: z.string(),
    data: z.array(z.object({ url: z.string() })).optional(),
    code: z.string().optional(),
    /** What the team paid and did not get back. */
    usage: z.object({ credits: z.int() }).optional(),
  }),
});
const usage = z.object({ data: z.object({ balance: z.int(), activeJobs: z.int() }) });

export type Verdict = {
  /** How many jobs ended in each way. */
  readonly ends: ReadonlyMap<string, number>;
  readonly pictures: number;
  /** Sentences; none when all is well. */
  readonly wrong: readonly string[];
};

/** What a consumer sees in the end: every order has ended, its pictures load, and the balance is what was not spent. */
export async function verdictOf(
  apiUrl: string,
  placed: readonly Placed[],
  granted: ReadonlyMap<string, number>,
): Promise<Verdict> {
  const ends = new Map<string, number>();
  const kept = new Map<string, number>();
  const wrong: string[] = [];
  let pictures = 0;
  const read = async (path: string, apiKey: string): Promise<unknown> => {
    for (;;) {
      const response = await fetch(`${apiUrl}${path}`, { headers: { authorization: `Bearer ${apiKey}` } });
      // Thousands of jobs are more than a team may ask for in a minute.
      if (response.status !== 429) return response.json();
      await wait(1000 * Number(response.headers.get('retry-after') ?? 1));
    }
  };

  for (const { jobId, apiKey } of placed) {
    const answer = await read(`/v0/images/generations/${jobId}`, apiKey);
    const found = job.safeParse(answer);
    if (!found.success) {
      wrong.push(`${jobId} is answered with ${JSON.stringify(answer)}.`);
      continue;
    }
    const { data } = found.data;
    const end = data.status === 'failed' ? `failed ${data.code}` : data.status;
    ends.set(end, (ends.get(end) ?? 0) + 1);
    kept.set(apiKey, (kept.get(apiKey) ?? 0) + (data.usage?.credits ?? 0));
    if (data.status !== 'completed' && data.status !== 'failed')
      wrong.push(`${jobId} is still ${data.status}.`);
    if (data.status === 'failed' && data.usage?.credits !== 0)
      wrong.push(`${jobId} failed and was not paid back.`);
    for (const { url } of data.status === 'completed' ? (data.data ?? []) : []) {
      const picture = await fetch(url);
      await picture.arrayBuffer();
      pictures += 1;
      if (picture.status !== 200) wrong.push(`${url} of ${jobId} answers ${picture.status}.`);
    }
  }
  for (const [apiKey, credits] of granted) {
    const { balance, activeJobs } = usage.parse(await read('/v0/usage', apiKey)).data;
    const expected = credits - (kept.get(apiKey) ?? 0);
    if (balance !== expected) wrong.push(`A team has ${balance} credits, and its jobs leave ${expected}.`);
    if (activeJobs !== 0) wrong.push(`A team has ${activeJobs} active jobs at the end.`);
  }
  return { ends, pictures, wrong };
}
