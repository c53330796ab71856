import { describe, expect, test } from 'vitest';
import { moodOf } from '../../../../lambdas/adapters/sandbox-pictures/mood.ts';

describe('the mood of a prompt', () => {
  test.each([
    ['a serene mountain lake at sunrise', { subject: 'landscape', hour: 'dawn', water: true }],
    ['desert dunes at sunset', { subject: 'landscape', hour: 'dusk', sand: true, water: false }],
    ['Tokyo at midnight', { subject: 'skyline', hour: 'night' }],
    ['red flowers', { subject: 'botanical', hueDegrees: 25 }],
    ['abstract flowing silk', { subject: 'ribbons' }],
    ['ทะเลตอนกลางคืน', { subject: 'landscape', hour: 'night', water: true }],
    ['静かな湖', { subject: 'landscape', water: true }],
    ['ночное море', { subject: 'landscape', hour: 'night', water: true }],
    ['qwertz', { subject: undefined, hour: undefined, hueDegrees: undefined }],
  ])('of "%s"', (prompt, mood) => {
    expect(moodOf(prompt)).toMatchObject(mood);
  });

  test('does not find words inside other words', () => {
    expect(moodOf('seasoning and a cooked ham')).toMatchObject({
      subject: undefined,
      water: false,
      snow: false,
    });
  });
});
