import * as z from 'zod';

const withReferences = z.object({ refImageBase64: z.array(z.object({ data: z.string() })) });

/** Bytes by which the references of a parsed body are longer than the pictures that they stand for: a quarter of them. */
export function base64Overhead(json: unknown): number {
  const parsed = withReferences.safeParse(json);
  if (!parsed.success) return 0;
  return parsed.data.refImageBase64.reduce((sum, { data }) => sum + Math.floor(data.length / 4), 0);
}
