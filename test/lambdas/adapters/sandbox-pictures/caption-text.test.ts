import { describe, expect, test } from 'vitest';
import { captionText } from '../../../../lambdas/adapters/sandbox-pictures/caption-text.ts';

describe('the text of a caption', () => {
  test.each([
    ['is the prompt', 'A serene lake', 'A serene lake'],
    ['is one line', ' a\n\n  b\tc ', 'a b c'],
    ['leaves out what the fonts cannot draw', 'a 🌄 lake 👩‍👩‍👧', 'a lake'],
    ['is empty when nothing can be drawn', '🌄 \u0000', ''],
    ['keeps Thai vowels and tones', 'น้ำ ที่', 'น้ำ ที่'],
    ['drops a letter buried under marks', `a${'\u0301'.repeat(40)}b`, 'b'],
  ])('%s', (_, prompt, text) => {
    expect(captionText(prompt, 72)).toBe(text);
  });

  test('ends with an ellipsis when it is too long', () => {
    expect(captionText('a serene mountain lake', 8)).toBe('a serene…');
    expect(captionText('lake '.repeat(1600), 72)).toHaveLength('…'.length + 72);
  });

  test('counts letters, not code units, and never cuts one', () => {
    expect(captionText('ที่น้ำตก', 2)).toBe('ที่น้ำ…');
  });
});
