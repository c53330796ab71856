import { describe, expect, it } from 'vitest';
import { oddPartOf } from '../../../lambdas/http/plain-json.ts';

describe('a body', () => {
  it('is plain however long its lists are', () => {
    expect(oddPartOf({ prompt: 'ภาพ 👟', list: Array(10_000).fill({ a: [1, null, true] }) })).toBeUndefined();
  });

  it.each([
    ['half a letter', { label: [{ text: '\ud800' }] }, 'label.0.text', 'Unicode'],
    ['half a letter in a name', { a: { '\udc00': 1 } }, 'a.\ufffd', 'Unicode'],
    ['a prototype', JSON.parse('{"a":{"__proto__":{}}}'), 'a.__proto__', 'name'],
  ])('is odd with %s', (_, body, path, message) => {
    expect(oddPartOf(body)).toMatchObject({ path, message: expect.stringContaining(message) });
  });

  it('is odd when it nests without end', () => {
    let nested: unknown = 'x';
    for (let depth = 0; depth < 100_000; depth += 1) nested = [nested];

    expect(oddPartOf(nested)?.message).toContain('nested');
  });
});
