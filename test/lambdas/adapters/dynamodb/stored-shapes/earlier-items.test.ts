import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unpackSegment } from '../../../../../lambdas/adapters/dynamodb/packed-segment.ts';
import { unpackSequences } from '../../../../../lambdas/adapters/dynamodb/packed-sequences.ts';
import { aiModelConfig } from '../../../../../lambdas/domain/generation/ai-model-config.ts';
import { bytes, earlierItems } from './earlier-items.ts';

const adapters = join(import.meta.dirname, '../../../../../lambdas/adapters/dynamodb');

const unreadable =
  'an item that an earlier version stored cannot be read any more. Tables hold such items for years: let the schema ' +
  'read them too (a default for what is new, the old form beside the new one). docs/deploy.md, "Stored data"';

describe('what earlier versions stored', () => {
  it.each(earlierItems)('is read today: $what', ({ record, item, reads }) => {
    for (const schema of Object.values(record)) {
      const parsed = schema.safeParse(item);

      expect(parsed.error?.issues ?? [], unreadable).toEqual([]);
      if (reads !== undefined) expect(parsed.data, unreadable).toEqual(reads);
    }
  });

  it('is shown for each schema of a record', () => {
    const schemas = globSync('*.ts', { cwd: adapters }).flatMap((file) =>
      [...readFileSync(join(adapters, file), 'utf8').matchAll(/^export const (\w+Record) = /gm)].map(
        ([, name]) => name,
      ),
    );
    const shown = new Set(earlierItems.flatMap(({ record }) => Object.keys(record)));

    expect(schemas.length).toBeGreaterThan(20);
    expect(schemas.filter((name) => !shown.has(name ?? ''))).toEqual([]);
  });

  it('is unpacked today: texts, and numbers of pictures', () => {
    const texts =
      'G30AuCwLbKc9wLBODVc4POZbq9IcodITfC+MwG4h1zWEQnOOrCz9CiYGSj3yMytwobJPZvvs2yw0Ol2SRaEvW2RswCG3HZgTixIITAIs' +
      'CySAlQ2c9PH4UXVCbZvcJ0ZWDnUa/oq2QGoO5Y9Dspmqk1wen6aCpQbZNA==';

    expect(unpackSegment(bytes(texts)), unreadable).toEqual([
      { sequence: 1, presetId: 'preset_shoe', text: 'ภาพถ่ายรองเท้า' },
      { sequence: 3, presetId: null, text: 'a lake' },
    ]);
    expect(unpackSequences(bytes('a2G/wcIIAA==')), unreadable).toEqual([900, 300, 299]);
  });

  it('is still a model: one of which an operator said only what had to be said', () => {
    const parsed = aiModelConfig.safeParse({
      id: 'plain',
      provider: 'sandbox',
      providerModel: 'plain',
      mode: 'sync',
      aspectRatios: ['1:1'],
      resolutions: ['low'],
      pixelSizes: { low: { '1:1': [512, 512] } },
      credits: { low: 1 },
      maxSampleCount: 4,
      maxPromptLength: 1000,
      maxReferenceImages: 2,
      ceilingSeconds: 60,
    });

    expect(parsed.error?.issues ?? [], unreadable).toEqual([]);
  });
});
