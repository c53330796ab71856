import { createHash } from 'node:crypto';
import * as z from 'zod';

const pictureBytes = 12_000_000;

/** Bytes that no encoding makes smaller; the same every time. */
export const picture = Buffer.concat(
  Array.from({ length: Math.ceil(pictureBytes / 64) }, (_, index) =>
    createHash('sha512').update(String(index)).digest(),
  ),
);
const base64 = picture.toString('base64');

export type Answer = {
  readonly of: string;
  readonly bytes: Buffer;
  /** What stands right before the picture. */
  readonly before: string;
  /** Where the picture, or the name in its place, is in what the SDK makes of the answer. */
  readonly pictureIn: (parsed: unknown) => string;
};

const ofGoogle = z.object({
  candidates: z.tuple([
    z.object({
      content: z.object({ parts: z.tuple([z.object({ inlineData: z.object({ data: z.string() }) })]) }),
    }),
  ]),
});

const ofOpenAi = z.object({ data: z.tuple([z.object({ b64_json: z.string() })]) });

const ofStability = z.object({ images: z.tuple([z.string()]) });

export const answers: readonly Answer[] = [
  {
    of: 'Google',
    bytes: json({
      candidates: [{ content: { parts: [{ inlineData: { mimeType: 'image/png', data: base64 } }] } }],
      usageMetadata: { candidatesTokenCount: 1290 },
    }),
    before: '"data":"',
    pictureIn: (parsed) => ofGoogle.parse(parsed).candidates[0].content.parts[0].inlineData.data,
  },
  {
    of: 'OpenAI',
    bytes: json({ created: 1_795_738_000, data: [{ b64_json: base64 }], usage: { total_tokens: 4160 } }),
    before: '"b64_json":"',
    pictureIn: (parsed) => ofOpenAi.parse(parsed).data[0].b64_json,
  },
  {
    of: 'Stability',
    bytes: json({ seeds: [7], finish_reasons: [null], images: [base64] }),
    before: '"images":["',
    pictureIn: (parsed) => ofStability.parse(parsed).images[0],
  },
];

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
