import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerText } from '../../../../lambdas/adapters/image-models/answer-text.ts';

const mostBytes = 10_000_000;

/** What an SDK is given of an answer that comes in these pieces, and the pictures behind the names in it. */
function read(pieces: readonly Buffer[], expectedBytes?: number) {
  const held = new Map<string, Buffer>();
  const hold = (picture: Buffer) => {
    const name = `held:${held.size}`;
    held.set(name, picture);
    return name;
  };
  const answer = new AnswerText(hold, { mostBytes, expectedBytes });
  for (const piece of pieces) answer.write(piece);
  return { text: answer.end(), held };
}

/** The answer as the SDK would have parsed it, had nothing been taken out. */
function withPictures({ text, held }: ReturnType<typeof read>): unknown {
  return JSON.parse(text, (_, value) => held.get(value)?.toString('base64') ?? value);
}

function cut(bytes: Buffer, places: readonly number[]): readonly Buffer[] {
  const all = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return all.slice(1).map((end, index) => bytes.subarray(all[index], end));
}

/** Bytes that are told apart wherever they end up. */
const picture = (bytes: number) =>
  Buffer.from(Array.from({ length: bytes }, (_, at) => (at * 7 + bytes) % 251));

/** The shortest that is held has 10,000 letters. */
const lengths = [7_497, 7_498, 7_500, 7_501, 7_503].map(picture);

const shortest = picture(7_500);
const escapable = picture(9_000);

const example = {
  says: 'say "data": "no", ไทย 🌊 \\',
  candidates: [{ parts: [{ data: 'short' }, { inlineData: { mimeType: 'image/png', data: '' } }] }],
};

describe('the text of an answer', () => {
  it.each([
    ['compact', 0],
    ['with white space', 2],
  ])('is the same wherever the answer is cut in two, %s', (_, space) => {
    const json = { ...example, images: [shortest.toString('base64')], usage: { total: 7 } };
    const bytes = Buffer.from(JSON.stringify(json, null, space));

    const different = Array.from({ length: bytes.length + 1 }, (_, place) => place).filter((place) => {
      const { text, held } = read(cut(bytes, [place]), bytes.length);
      return held.size !== 1 || held.get('held:0')?.equals(shortest) !== true || text.length > 500;
    });

    expect(different).toEqual([]);
    expect(withPictures(read(cut(bytes, [100])))).toEqual(json);
  });

  it('is the same byte by byte', () => {
    const json = { ...example, data: [{ b64_json: escapable.toString('base64') }] };
    const bytes = Buffer.from(JSON.stringify(json));

    const answer = read([...bytes].map((byte) => Buffer.from([byte])));

    expect(answer.text.length).toBeLessThan(300);
    expect(withPictures(answer)).toEqual(json);
  });

  it('holds exactly the pictures of 10,000 letters and more, however it is cut and whatever is around them', () => {
    const base64 = fc.constantFrom(...lengths.map((bytes) => bytes.toString('base64')), '', 'AAAA');
    const field = fc.oneof(
      fc.record({ data: base64 }),
      fc.record({ b64_json: base64 }),
      fc.record({ images: fc.array(base64, { maxLength: 1 }) }),
      fc.record({ images: fc.constant(null), data: fc.integer() }),
      fc.record({ text: fc.string({ unit: 'grapheme' }) }),
      fc.record({ text: fc.constantFrom('"data":"', 'data', '"images": [', '\\"b64_json\\":\\"') }),
    );
    const answers = fc.array(field, { maxLength: 6 });

    fc.assert(
      fc.property(
        answers,
        fc.array(fc.nat(), { maxLength: 8 }),
        fc.constantFrom(0, 1, 4),
        (json, places, space) => {
          const bytes = Buffer.from(JSON.stringify(json, null, space));

          const answer = read(cut(bytes, places));

          const long = json.flatMap((one) =>
            Object.values(one).flatMap((value) => (Array.isArray(value) ? value : [value])),
          );
          const expected = long.filter((value) => typeof value === 'string' && value.length >= 10_000);
          expect([...answer.held.values()].map((bytes) => bytes.toString('base64'))).toEqual(expected);
          expect(withPictures(answer)).toEqual(json);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    ['slashes', (base64: string) => base64.replaceAll('/', '\\/')],
    ['pluses', (base64: string) => base64.replaceAll('+', '\\u002b')],
    ['lines', (base64: string) => base64.replace(/.{76}/g, '$&\\r\\n')],
  ])('holds pictures of servers that escape %s', (_, escaped) => {
    const bytes = Buffer.from(`{"data":[{"b64_json":"${escaped(escapable.toString('base64'))}"}]}`);

    const different = Array.from({ length: 400 }, (_, at) => 10_500 + at).filter((place) => {
      const { held } = read(cut(bytes, [place, place + 1, place + 5]));
      return held.get('held:0')?.equals(escapable) !== true;
    });

    expect(different).toEqual([]);
  });

  it('is no JSON where a picture does not end', () => {
    const { text } = read([Buffer.from(`{"data":"${'A'.repeat(20_000)}`)]);

    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });

  it('is refused of an answer that is longer than a worker takes, by what it says and by what comes', () => {
    const tooLarge = 'The answer is longer than the 10 MB that a worker takes.';

    expect(() => read([Buffer.from('{}')], mostBytes + 1)).toThrow(tooLarge);
    expect(() => read([Buffer.from('{"data":"'), Buffer.alloc(mostBytes, 'A')])).toThrow(tooLarge);
  });

  it('is refused where it is long although its pictures are out of it', () => {
    const other = [Buffer.from('{"picture":"'), Buffer.alloc(4_100_000, 'A'), Buffer.from('"}')];

    expect(() => read(other)).toThrow('The text of the answer is longer than the 4 MB that a worker takes.');
  });
});
