import * as z from 'zod';
import { drawnPng } from './drawn-png.ts';
import type { SeenRequest, StubAnswer } from './stub-server.ts';

/** What `images.generate` sends. */
export const openAiRequest = z.object({
  model: z.string(),
  prompt: z.string(),
  n: z.literal(1),
  size: z.string().regex(/^\d+x\d+$/),
  quality: z.string(),
  output_format: z.literal('png'),
});

/** Has every model that it is asked for, and draws as GPT Image does: exactly the size, with its tokens. */
export async function answerAsOpenAi({ method, path, body }: SeenRequest): Promise<StubAnswer> {
  if (method === 'GET') return { status: 200, json: { id: path.split('/').at(-1), object: 'model' } };
  const { size, quality } = openAiRequest.parse(JSON.parse(body.toString()));
  const [width = 0, height = 0] = size.split('x').map(Number);
  return {
    status: 200,
    headers: { 'x-request-id': 'req_1' },
    json: {
      created: 1_795_000_000,
      data: [{ b64_json: (await drawnPng(width, height)).toString('base64') }],
      size,
      quality,
      output_format: 'png',
      usage: {
        input_tokens: 20,
        input_tokens_details: { text_tokens: 20, image_tokens: 0 },
        output_tokens: 439,
        total_tokens: 459,
      },
    },
  };
}
