import { describe, expect, it } from 'vitest';
import { getImage } from '../../../lambdas/api/get-image/endpoint.ts';
import { listLibrary } from '../../../lambdas/api/list-library/endpoint.ts';
import { listName } from '../../../lambdas/api/page-place.ts';
import type { LibraryImageDetail } from '../../../lambdas/domain/library/image.ts';
import { encodeCursor } from '../../../lambdas/http/cursor.ts';
import { FakeKeyDirectory } from '../../fakes/key-directory.ts';
import { FakeLibrary } from '../../fakes/library.ts';
import { FakePresets } from '../../fakes/presets.ts';
import { FakeRequestLimits } from '../../fakes/request-limits.ts';
import { call } from '../../support/api-call.ts';

const cdnUrl = 'https://cdn.example';

function image(index: number, changes: Partial<LibraryImageDetail> = {}): LibraryImageDetail {
  return {
    imageId: `img_${String(index).padStart(32, '0')}`,
    teamId: 'team_a',
    jobId: 'job_00000000000000000000000000000001',
    storageKey: `generated/team-h/${index}.webp`,
    width: 1024,
    height: 512,
    bytes: 9,
    presetId: null,
    modelVersion: 'sandbox',
    userPrompt: `picture ${index}`,
    aspectRatio: '2:1',
    resolution: 'standard',
    isPublic: false,
    createdAtMillis: Date.parse('2026-11-23T09:00:00.000Z') + index,
    prompt: `picture ${index}, rendered`,
    variables: {},
    provenance: null,
    ...changes,
  };
}

function given(...images: LibraryImageDetail[]) {
  const keys = new FakeKeyDirectory();
  const access = { keys, limits: new FakeRequestLimits() };
  const presets = new FakePresets();
  const library = new FakeLibrary();
  library.images.push(...images);
  const apiKeys = { team_a: keys.issue('team_a'), team_b: keys.issue('team_b') };
  const list = listLibrary({ access, library, presets, cdnUrl });
  const one = getImage({ access, library, cdnUrl });

  return {
    add: (...later: LibraryImageDetail[]) => library.images.push(...later),
    list: (query: Record<string, string> = {}) => call(list, { apiKey: apiKeys.team_a, query }),
    get: (imageId: string, teamId: keyof typeof apiKeys = 'team_a') =>
      call(one, { apiKey: apiKeys[teamId], pathParameters: { imageId } }),
  };
}

type Listed = { images: { userPrompt: string }[]; page: number; nextCursor: string | null };

const pageOf = ({ body }: { body: Record<string, unknown> }) => body['data'] as Listed;

const listed = {
  id: 'img_00000000000000000000000000000007',
  url: 'https://cdn.example/generated/team-h/7.webp',
  thumbnailUrl: 'https://cdn.example/thumbnails/team-h/7.webp',
  width: 1024,
  height: 512,
  presetId: null,
  modelVersion: 'sandbox',
  userPrompt: 'picture 7',
  isPublic: false,
  createdAt: '2026-11-23T09:00:00.007Z',
  jobId: 'job_00000000000000000000000000000001',
  aspectRatio: '2:1',
  resolution: 'standard',
  storageKey: 'generated/team-h/7.webp',
};

describe('the library', () => {
  it("lists pictures in the seed's shape and no more of them", async () => {
    const { list } = given(image(7));

    expect((await list()).body).toEqual({
      data: { images: [listed], total: 1, page: 1, limit: 20, nextCursor: null },
    });
  });

  it('is paged, newest first, and empty past its end', async () => {
    const { list } = given(...Array.from({ length: 25 }, (_, index) => image(index)));

    const second = (await list({ page: '2' })).body['data'] as { images: { userPrompt: string }[] };
    expect(second.images.map(({ userPrompt }) => userPrompt)).toEqual([
      'picture 4',
      'picture 3',
      'picture 2',
      'picture 1',
      'picture 0',
    ]);
    expect((await list({ page: '999999999999999', limit: '100' })).body).toEqual({
      data: { images: [], total: 25, page: 999999999999999, limit: 100, nextCursor: null },
    });
  });

  it('is searched in any script, and not at all by an empty search', async () => {
    const { list } = given(image(1, { userPrompt: 'ภาพถ่ายรองเท้าวิ่ง' }), image(2));

    expect((await list({ search: 'รองเท้า' })).body).toMatchObject({ data: { total: 1 } });
    expect((await list({ search: '', presetId: '' })).body).toMatchObject({ data: { total: 2 } });
    expect((await list({ presetId: 'preset_nobody' })).body).toMatchObject({
      data: { total: 0, images: [] },
    });
    expect((await list({ search: '🦊'.repeat(200) })).status).toBe(200);
  });

  it('goes on from a cursor where the page before ended, whatever came since', async () => {
    const { list, add } = given(...Array.from({ length: 5 }, (_, index) => image(index)));
    const first = pageOf(await list({ limit: '2' }));

    add(image(5), image(6));
    const second = pageOf(await list({ limit: '2', cursor: first.nextCursor ?? '' }));
    const third = pageOf(await list({ limit: '2', cursor: second.nextCursor ?? '' }));

    expect([first, second, third].map(({ images }) => images.map(({ userPrompt }) => userPrompt))).toEqual([
      ['picture 4', 'picture 3'],
      ['picture 2', 'picture 1'],
      ['picture 0'],
    ]);
    expect([first.page, second.page, third.page, third.nextCursor]).toEqual([1, 2, 3, null]);
  });

  it.each<Record<string, string>>([
    { page: '1' },
    { search: 'picture' },
    { presetId: 'preset_a' },
    { cursor: 'made-up' },
    { cursor: encodeCursor({ before: 1, newer: 2 ** 53 - 1, list: listName('library', '', '') }) },
    { cursor: '' },
  ])('refuses a cursor of another list, or of nobody: %j', async (other) => {
    const { list } = given(image(1), image(2));
    const { nextCursor } = pageOf(await list({ limit: '1' }));

    const answer = await list({ limit: '1', cursor: nextCursor ?? '', ...other });

    expect(answer.body).toMatchObject({ code: 'invalid_request', issues: [{ path: 'cursor' }] });
  });

  it.each<Record<string, string>>([
    { page: '0' },
    { page: '-1' },
    { page: '1.5' },
    { page: '' },
    { page: '1e3' },
    { limit: '0' },
    { limit: '101' },
    { limit: 'x' },
    { search: 'x'.repeat(201) },
  ])('refuses %j and clamps nothing', async (query) => {
    const answer = await given().list(query);

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'invalid_request', issues: [{ path: Object.keys(query)[0] }] });
  });

  it('shows all of one picture', async () => {
    const { get } = given(image(7, { variables: { product_name: 'Nike Air Zoom' } }));

    expect((await get(listed.id)).body).toEqual({
      data: {
        ...listed,
        prompt: 'picture 7, rendered',
        variables: { product_name: 'Nike Air Zoom' },
        provenance: null,
        sourceType: null,
      },
    });
  });

  it("does not tell another team's picture from none at all", async () => {
    const { get } = given(image(7, { isPublic: true }));

    const theirs = await get(listed.id, 'team_b');

    expect(theirs.status).toBe(404);
    expect(theirs.text).toBe((await get('img_ffffffffffffffffffffffffffffffff')).text);
    expect(theirs.text).toBe((await get('img_1')).text);
  });
});
