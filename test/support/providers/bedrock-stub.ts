import * as z from 'zod';
import { drawnPng } from './drawn-png.ts';
import type { SeenRequest, StubAnswer } from './stub-server.ts';

/** What is sent to a Stability model. */
export const stabilityRequest = z.object({
  prompt: z.string(),
  negative_prompt: z.string().optional(),
  mode: z.string(),
  aspect_ratio: z.string().optional(),
  output_format: z.literal('png'),
});

/** Draws as Stability's models do: about a megapixel, and not quite in the ratio. */
export async function answerAsStability({ body }: SeenRequest): Promise<StubAnswer> {
  const { aspect_ratio: ratio } = stabilityRequest.parse(JSON.parse(body.toString()));
  const [width, height] = ratio === '16:9' ? [1344, 768] : [1024, 1024];
  const image = (await drawnPng(width, height)).toString('base64');
  return { status: 200, json: { seeds: [7], finish_reasons: [null], images: [image] } };
}
