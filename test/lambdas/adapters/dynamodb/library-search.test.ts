import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DynamoPresets } from '../../../../lambdas/adapters/dynamodb/presets.ts';
import { listLibrary } from '../../../../lambdas/api/list-library/endpoint.ts';
import { FakeKeyDirectory } from '../../../fakes/key-directory.ts';
import { FakeRequestLimits } from '../../../fakes/request-limits.ts';
import { call } from '../../../support/api-call.ts';
import { startDatabase, type TestDatabase, tables } from '../../../support/dynamodb.ts';
import { libraryWorld } from '../../../support/library-world.ts';

const isTwin = process.env['DARKROOM_TEST_DATABASE'] === 'twin';
/** 100,000 searches and more on the twin; over the wire some show that it is the same. */
const [libraries, searchesOfEach] = isTwin ? [530, 200] : [20, 20];

let database: TestDatabase;
let teams = 0;

beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.stop());

const phrases = [
  'ภาพถ่ายรองเท้าวิ่ง บนพื้นหินอ่อน',
  'น้ำตก ที่เชียงใหม่ กำลังดี',
  'A Café in İstanbul, ısıtılmış ışık',
  'cafe\u0301 au lait, CAFÉ CRÈME',
  '👩‍👩‍👧‍👦 on a 🏖️ with 🦊🦊, 🇹🇭',
  'Straße, STRASSE, ſtraße; ΟΔΟΣ οδος',
  'K is Kelvin, Å is Ångström, ﬁ is a ligature',
  '한글과 각, नमस्ते, مرحبا',
  'a%b_c\\d"e\'f{{prompt}}\n\ttab',
];
const units = fc.constantFrom(...'aAbéİıiIߟẞſσςΣก็่ำ', '🦊', '\u0301', '\u0307', ' ', '한', '\u1112');

const text = fc.oneof(
  fc.constantFrom(...phrases),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  fc.string({ unit: units, maxLength: 6 }),
);

const world = fc.record({
  pictures: fc.array(fc.record({ userPrompt: text, preset: fc.option(fc.nat(1)) }), {
    minLength: 1,
    maxLength: 16,
  }),
  names: fc.tuple(text, text),
  laterNames: fc.tuple(text, text),
  gone: fc.array(fc.nat(15), { maxLength: 5 }),
});

/** A part of a text that is there, in some spelling; or any text. */
const search = fc.record({
  needle: fc.oneof(
    text.map((words) => () => words),
    fc.record({ of: fc.nat(), from: fc.nat(), length: fc.integer({ min: 1, max: 4 }) }).map((cut) => {
      return (texts: readonly string[]) => {
        const letters = [...(texts[cut.of % texts.length] ?? '')];
        const from = cut.from % Math.max(1, letters.length);
        return letters.slice(from, from + cut.length).join('');
      };
    }),
  ),
  spelling: fc.constantFrom<(words: string) => string>(
    (words) => words,
    (words) => words.toUpperCase(),
    (words) => words.toLowerCase(),
    (words) => words.normalize('NFD'),
    (words) => words.normalize('NFC'),
  ),
  preset: fc.constantFrom(null, null, null, 0, 1),
  limit: fc.integer({ min: 1, max: 8 }),
  page: fc.constantFrom(1, 1, 1, 2, 3),
});

type World = typeof world extends fc.Arbitrary<infer Value> ? Value : never;

const presetIdOf = (teamId: string, preset: number | null) =>
  preset === null ? null : `preset_${teamId}${preset}`;

/** A team's library behind its endpoint, and what is in it. */
async function libraryOf({ pictures }: World) {
  teams += 1;
  const teamId = `team${teams}`;
  const { client } = database;
  const { library, complete, remove } = libraryWorld(client, tables);
  const presets = new DynamoPresets(client, tables.catalogue);
  const keys = new FakeKeyDirectory();
  const apiKey = keys.issue(teamId, { requestsPerMinute: Number.MAX_SAFE_INTEGER });
  const access = { keys, limits: new FakeRequestLimits() };
  const endpoint = listLibrary({ access, library, presets, cdnUrl: 'https://cdn.example' });

  const made = [];
  for (const { userPrompt, preset } of pictures) {
    const presetId = presetIdOf(teamId, preset);
    const job = { samples: 1, presetId, userPrompt, isPublic: false, skewMillis: 0 };
    const [id = ''] = await complete(teamId, job);
    made.unshift({ id, presetId, userPrompt });
  }
  return {
    teamId,
    made,
    remove: (id: string) => remove(teamId, id),
    rename: async (preset: number, name: string) => {
      const presetId = presetIdOf(teamId, preset) ?? '';
      const facts = { isBuiltIn: false, createdAtMillis: 0, updatedAtMillis: 0, requirements: [] };
      await presets.put(teamId, { presetId, name, template: '{{prompt}}', ...facts });
    },
    forget: (preset: number) => presets.remove(teamId, presetIdOf(teamId, preset) ?? ''),
    list: async (query: Record<string, string>) => {
      const { status, body } = await call(endpoint, { apiKey, query });
      // An assertion takes as long as a search: this one is made where it fails.
      if (status !== 200) expect({ status, body }).toMatchObject({ status: 200 });
      const { images, total } = body['data'] as { images: { id: string }[]; total: number };
      return { ids: images.map(({ id }) => id), total };
    },
  };
}

/** The contract's rule, in words of its own: case-insensitive, NFC, a substring. */
function holds(words: string, needle: string): boolean {
  return words.normalize('NFC').toLowerCase().includes(needle.normalize('NFC').toLowerCase());
}

describe('searching a library', () => {
  it('finds what brute force finds, in every script and spelling, after deletions and renames', async () => {
    let [searched, withPictures] = [0, 0];
    const searches = fc.array(search, { minLength: searchesOfEach, maxLength: searchesOfEach });
    await fc.assert(
      fc.asyncProperty(world, searches, async (given, asked) => {
        const library = await libraryOf(given);
        let names: readonly string[] = given.names;
        let left = library.made;
        const renameAll = async () => {
          for (const [preset, name] of names.entries()) await library.rename(preset, name);
        };
        await renameAll();

        for (const [index, { needle, spelling, preset, limit, page }] of asked.entries()) {
          if (index === asked.length / 4) {
            const gone = new Set(given.gone.map((pick) => library.made[pick]?.id ?? ''));
            for (const id of gone) await library.remove(id);
            left = left.filter(({ id }) => !gone.has(id));
          }
          if (index === asked.length / 2) {
            names = given.laterNames;
            await renameAll();
          }
          const texts = [...library.made.map(({ userPrompt }) => userPrompt), ...names];
          const words = spelling(needle(texts));
          const presetId = presetIdOf(library.teamId, preset);
          const nameOf = (id: string | null) => names.find((_, at) => presetIdOf(library.teamId, at) === id);
          const expected = left
            .filter((picture) => presetId === null || picture.presetId === presetId)
            .filter(
              (picture) => holds(picture.userPrompt, words) || holds(nameOf(picture.presetId) ?? '\0', words),
            )
            .map(({ id }) => id);

          const query = { search: words, limit: String(limit), page: String(page) };
          const found = await library.list(presetId === null ? query : { ...query, presetId });

          const first = (page - 1) * limit;
          const right = { ids: expected.slice(first, first + limit), total: expected.length };
          if (!isDeepStrictEqual(found, right)) expect(found, JSON.stringify(words)).toEqual(right);
          if (words !== '') searched += 1;
          if (words !== '' && found.ids.length > 0) withPictures += 1;
        }
      }),
      // The search that fails is named: shrinking the others away would take longer than reading it.
      { numRuns: libraries, endOnFailure: true },
    );
    // The empty search, which is none, comes now and then; many others find something.
    expect(searched).toBeGreaterThanOrEqual(isTwin ? 100_000 : 300);
    expect(withPictures).toBeGreaterThanOrEqual(searched / 6);
  }, 600_000);

  it('finds by the name of a preset as it is now, and by no name that it had before or when it is gone', async () => {
    const library = await libraryOf({
      pictures: [{ userPrompt: 'a shoe', preset: 0 }],
      names: ['', ''],
      laterNames: ['', ''],
      gone: [],
    });
    await library.rename(0, 'Winter Sale');
    expect((await library.list({ search: 'winter' })).total).toBe(1);

    await library.rename(0, 'Summer Sale');

    expect((await library.list({ search: 'winter' })).total).toBe(0);
    expect((await library.list({ search: 'SUMMER' })).total).toBe(1);

    await library.forget(0);
    expect((await library.list({ search: 'SUMMER' })).total).toBe(0);
  });
});
