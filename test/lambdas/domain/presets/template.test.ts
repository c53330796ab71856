import { describe, expect, it } from 'vitest';
import { placeholdersOf, renderPrompt } from '../../../../lambdas/domain/presets/template.ts';

const values = (entries: Record<string, string> = {}) => new Map(Object.entries(entries));

describe('a template', () => {
  it('is filled with values, with or without spaces in its braces', () => {
    expect(renderPrompt('{{a}} and {{ b }}', '', values({ a: 'one', b: 'two' }))).toBe('one and two');
  });

  it.each([
    ['a placeholder', '{{b}}'],
    ['the placeholder of the prompt', '{{prompt}}'],
    ["what JavaScript's replace would expand", '$& $1 $$'],
  ])('takes %s in a value as it stands', (_, value) => {
    expect(renderPrompt('{{a}}!', '', values({ a: value, b: 'no' }))).toBe(`${value}!`);
  });

  it("takes a placeholder in the caller's prompt as it stands", () => {
    expect(renderPrompt('{{prompt}}, {{a}}', 'my {{a}}', values({ a: 'x' }))).toBe('my {{a}}, x');
  });

  it('leaves a place empty whose value is absent, whatever the name', () => {
    expect(renderPrompt('a{{constructor}}b{{toString}}c', '', values())).toBe('abc');
  });

  it('takes a prompt that it has no place for on a line of its own at the end', () => {
    expect(renderPrompt('A poster.', 'at dawn', values())).toBe('A poster.\nat dawn');
    expect(renderPrompt('A poster.', '  ', values())).toBe('A poster.');
  });

  it('takes every place for the prompt', () => {
    expect(renderPrompt('{{prompt}} / {{prompt}}', 'x', values())).toBe('x / x');
  });

  it.each(['{{}}', '{a}', '{{1a}}', '{{a b}}', '{{a'])('has no placeholder in %s', (template) => {
    expect([...placeholdersOf(template)]).toEqual([]);
    expect(renderPrompt(template, '', values({ a: 'x' }))).toBe(template);
  });
});
