import { describe, expect, it } from 'vitest';
import type { ReferenceSource } from '../../../lambdas/domain/references/reference-keeper.ts';
import { keptReferences, referenceOrder } from '../../../lambdas/domain/references/reference-keeper.ts';
import { StoreUnavailable } from '../../../lambdas/domain/store-unavailable.ts';
import {
  type KeepReferencesDependencies,
  keepReferences,
} from '../../../lambdas/invoked/keep-references/step.ts';
import { RecordedLog } from '../../fakes/recorded-log.ts';
import { FakeReferences } from '../../fakes/references.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const inline = (index: number, text: string): ReferenceSource => ({
  from: 'request',
  name: `refImageBase64.${index}`,
  index,
  base64: base64(text),
});
const address = (index: number, url: string): ReferenceSource => ({
  from: 'address',
  name: `refImageUrls.${index}`,
  url,
});
const upload = (uploadId: string): ReferenceSource => ({ from: 'upload', name: 'photo', index: 0, uploadId });

function reader(changes: Partial<KeepReferencesDependencies> = {}) {
  const references = new FakeReferences();
  const log = new RecordedLog();
  const keep = keepReferences({
    urls: references,
    uploads: references.uploads,
    decoder: references,
    store: references,
    log,
    ...changes,
  });
  return {
    references,
    log,
    keep: (...sources: readonly ReferenceSource[]) =>
      keep({ jobId: 'job_1', teamHandle: 'team-a', requestId: 'request-1', sources }),
  };
}

describe('reading references', () => {
  it('keeps them under the keys of their job in the order in which the model is shown them', async () => {
    const { references, keep } = reader();
    references.serve('https://a.example/b', { outcome: 'fetched', bytes: Buffer.from('picture of a host') });
    references.upload('team-a', 'upload_1', 'picture that was uploaded');

    const answer = await keep(
      inline(0, 'picture in the request'),
      address(0, 'https://a.example/b'),
      upload('upload_1'),
    );

    expect(answer).toEqual({
      outcome: 'kept',
      references: [0, 1, 2].map((index) => ({ key: `references/job_1/${index}`, mimeType: 'image/png' })),
    });
    expect([...references.kept.values()]).toEqual([
      'picture in the request',
      'picture of a host',
      'picture that was uploaded',
    ]);
  });

  it('tells its log how many it kept, and nothing of what they show or where they came from', async () => {
    const { log, keep } = reader();

    await keep(inline(0, 'picture'), inline(1, 'picture'));

    expect(log.lines).toEqual([{ code: 'REFERENCES_KEPT', ids: {}, details: { references: 2, bytes: 14 } }]);
  });

  it.each([
    [
      'no picture',
      inline(1, '%PDF'),
      { code: 'reference_not_an_image', index: 1, error: expect.stringContaining('refImageBase64.1') },
    ],
    [
      'an address that may not be opened',
      address(0, 'https://refused.example'),
      { code: 'reference_url_refused', url: 'https://refused.example', error: 'It is private.' },
    ],
    [
      'an address that does not answer',
      address(0, 'https://silent.example'),
      {
        code: 'reference_fetch_failed',
        url: 'https://silent.example',
        error: 'Nothing answers there.',
      },
    ],
    [
      'an address of no picture',
      address(0, 'https://page.example'),
      {
        code: 'reference_not_an_image',
        url: 'https://page.example',
        error: expect.stringContaining('refImageUrls.0'),
      },
    ],
    [
      "another team's upload",
      upload('upload_2'),
      { code: 'reference_not_an_image', index: 0, error: expect.stringContaining('"upload_2"') },
    ],
  ])('refuses %s, and keeps nothing of what stands beside it', async (_, source, refusal) => {
    const { references, keep } = reader();
    references.serve('https://refused.example', { outcome: 'refused', reason: 'It is private.' });
    references.serve('https://page.example', { outcome: 'fetched', bytes: Buffer.from('<html>') });
    references.upload('team-b', 'upload_2', 'picture of others');

    const answer = await keep(inline(0, 'picture'), source, inline(2, 'picture'));

    expect(answer).toEqual({ outcome: 'refused', refusal });
    expect([...references.kept]).toEqual([]);
  });

  it('keeps nothing before all are decoded, so that a refusal takes nothing from a repeat of the same order', async () => {
    const kept: number[] = [];
    const decoded: number[] = [];
    const { keep } = reader({
      decoder: {
        decode: async (bytes) => {
          expect(kept).toEqual([]);
          decoded.push(bytes.length);
          return { outcome: 'decoded', bytes, mimeType: 'image/png' };
        },
      },
      store: {
        keep: async (_, index) => {
          kept.push(index);
          return { key: String(index), mimeType: 'image/png' };
        },
      },
    });

    await keep(inline(0, 'a'), inline(1, 'bc'));

    expect([decoded, kept]).toEqual([
      [1, 2],
      [0, 1],
    ]);
  });

  it('fails when the store does', async () => {
    const store = { keep: () => Promise.reject(new StoreUnavailable('keep a reference')) };

    await expect(reader({ store }).keep(inline(0, 'picture'))).rejects.toThrow(StoreUnavailable);
  });

  it('understands its order and its answer once they have passed as JSON', async () => {
    const order = {
      jobId: 'job_1',
      teamHandle: 'team-a',
      requestId: 'request-1',
      sources: [inline(0, 'picture'), address(0, 'https://a.example'), upload('upload_1')],
    };
    const { keep } = reader();
    const kept = await keep(inline(0, 'picture'));
    const refused = await keep(inline(0, 'none'));

    const passed = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

    expect(referenceOrder.parse(passed(order))).toEqual(order);
    expect(keptReferences.parse(passed(kept))).toEqual(kept);
    expect(keptReferences.parse(passed(refused))).toEqual(refused);
  });
});
