import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod';
import type { SearchEntry } from '../../domain/library/matches.ts';
import { StoredRecordBroken } from '../../domain/stored-record-broken.ts';

/** Columns, for they pack better than rows: by entry its number, its place in `presetIds` (−1: none), and its length. */
const headerRecord = z.object({
  presetIds: z.array(z.string()),
  sequences: z.array(z.int()),
  presets: z.array(z.int()),
  lengths: z.array(z.int()),
});

/** One line of JSON, then all texts without anything between them. */
export function packSegment(entries: readonly SearchEntry[]): Uint8Array {
  const presetIds = [...new Set(entries.flatMap(({ presetId }) => presetId ?? []))];
  const header: z.input<typeof headerRecord> = {
    presetIds,
    sequences: entries.map(({ sequence }) => sequence),
    presets: entries.map(({ presetId }) => (presetId === null ? -1 : presetIds.indexOf(presetId))),
    lengths: entries.map(({ text }) => text.length),
  };
  const texts = entries.map(({ text }) => text).join('');
  return deflateRawSync(`${JSON.stringify(header)}\n${texts}`, { level: 9 });
}

export function unpackSegment(packed: Uint8Array): readonly SearchEntry[] {
  const unpacked = inflateRawSync(packed).toString('utf8');
  const lineEnd = unpacked.indexOf('\n');
  const parsed = headerRecord.safeParse(JSON.parse(unpacked.slice(0, lineEnd)));
  if (!parsed.success) throw new StoredRecordBroken('a segment of texts', { cause: parsed.error });

  const { presetIds, sequences, presets, lengths } = parsed.data;
  let from = lineEnd + 1;
  return sequences.map((sequence, index) => {
    const text = unpacked.slice(from, from + (lengths[index] ?? 0));
    from += text.length;
    return { sequence, presetId: presetIds[presets[index] ?? -1] ?? null, text };
  });
}
