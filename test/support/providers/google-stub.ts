import * as z from 'zod';
import { drawnPng } from './drawn-png.ts';
import type { SeenRequest, StubAnswer } from './stub-server.ts';

/** What `generateContent` sends. */
export const googleRequest = z.object({
  contents: z.array(
    z.object({
      parts: z.array(z.object({ text: z.string().optional(), inlineData: z.unknown().optional() })),
    }),
  ),
  generationConfig: z.object({
    responseModalities: z.array(z.string()),
    imageConfig: z.object({ aspectRatio: z.string(), imageSize: z.string() }),
  }),
});

const at1k: Readonly<Record<string, readonly [number, number]>> = {
  '1:1': [1024, 1024],
  '16:9': [1376, 768],
  '9:16': [768, 1376],
  '21:9': [1584, 672],
};
const scales: Readonly<Record<string, number>> = { '1K': 1, '2K': 2, '4K': 4 };

/** Draws as Gemini does: the size by ratio and name, a thought before the picture, usage beside it. */
export async function answerAsGoogle({ body }: SeenRequest): Promise<StubAnswer> {
  const { generationConfig } = googleRequest.parse(JSON.parse(body.toString()));
  const { aspectRatio, imageSize } = generationConfig.imageConfig;
  const [width, height] = at1k[aspectRatio] ?? [512, 512];
  const scale = scales[imageSize] ?? 1;
  const data = (await drawnPng(width * scale, height * scale)).toString('base64');
  return {
    status: 200,
    json: {
      candidates: [
        {
          content: {
            role: 'model',
            parts: [
              { text: 'A lake, then.', thought: true },
              { inlineData: { mimeType: 'image/png', data } },
            ],
          },
          finishReason: 'STOP',
        },
      ],
      usageMetadata: {
        promptTokenCount: 20,
        candidatesTokenCount: 1120,
        thoughtsTokenCount: 200,
        totalTokenCount: 1340,
        candidatesTokensDetails: [{ modality: 'IMAGE', tokenCount: 1120 }],
      },
      modelVersion: 'gemini-3-pro-image',
      responseId: 'response-1',
    },
  };
}
