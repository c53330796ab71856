/** Scripts that the fonts beside this file cover, with the signs that go with them. Emoji are not among them. */
const drawable =
  /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Devanagari}\p{Script=Thai}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u0020-\u007e\u00a1-\u00ff\u2010-\u2027\u2030-\u203a\u20ac\u20bf\u3001-\u3003\u3008-\u3011\u30fb\u30fc\uff01-\uff5e]|[\u0300-\u030c]|\u0327|\u0328/u;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A grapheme with more code points than this is a prank: marks stacked over marks. */
const maxCodePointsOfGrapheme = 8;

/** The prompt as whole letters that can be drawn, on one line; at most `limit` of them, then an ellipsis. */
export function captionText(prompt: string, limit: number): string {
  const letters: string[] = [];
  let length = 0;
  // A letter takes few code units, so the rest of a long prompt need not be read.
  const start = prompt.slice(0, 4000).normalize('NFC').replace(/\s+/gu, ' ').trim();

  for (const { segment } of graphemes.segment(start)) {
    const letter = [...segment];
    if (letter.length > maxCodePointsOfGrapheme || !letter.every((sign) => drawable.test(sign))) continue;
    if (segment === ' ' && (letters.length === 0 || letters.at(-1) === ' ')) continue;
    if (length === limit) return `${letters.join('').trimEnd()}…`;
    letters.push(segment);
    length += 1;
  }
  return letters.join('').trimEnd();
}
