import * as z from 'zod';
import { askWithKey, jsonOf } from './ask.ts';
import { like, type Report, same } from './report.ts';
import type { Target } from './target.ts';

const generation = z.object({
  data: z.object({
    status: z.literal('completed'),
    data: z.tuple([
      z.object({
        id: z.string(),
        url: z.url(),
        thumbnailUrl: z.url(),
        width: z.int(),
        height: z.int(),
      }),
    ]),
    usage: z.object({ credits: z.int().min(1) }),
  }),
});

export type Picture = z.output<typeof generation>['data']['data'][0];

/** One picture by a call that waits for it. */
export async function makePicture(
  target: Target,
  model: string,
  report: Report,
): Promise<Picture | undefined> {
  const answer = await askWithKey(target, '/v0/images/generations', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Prefer: 'wait=180' },
    body: JSON.stringify({
      prompt: 'a lighthouse in fog, to see whether everything works',
      modelVersion: model,
      resolution: 'low',
      aspectRatio: '16:9',
    }),
  });
  const body = jsonOf(answer);
  const parsed = generation.safeParse(body);
  report.check('POST /v0/images/generations', [
    same('status', answer.status, 200),
    like('X-Request-Id', answer.headers.get('x-request-id'), /\S/),
    like('Content-Type', answer.headers.get('content-type'), /^application\/json/),
    {
      expected: 'a completed job with one picture and its price',
      found: JSON.stringify(body).slice(0, 300),
      holds: parsed.success,
    },
  ]);
  return parsed.data?.data.data[0];
}
