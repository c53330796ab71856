import { describe, expect, it } from 'vitest';
import { readVariables } from '../../../../lambdas/domain/presets/read-variables.ts';
import { type Requirement, requirement } from '../../../../lambdas/domain/presets/requirement.ts';

const asked = (...list: readonly object[]): readonly Requirement[] =>
  list.map((one) => requirement.parse(one));
const text = { key: 'name', type: 'text', maxLength: 5 };
const number = { key: 'count', type: 'number', min: 1, max: 3 };
const select = { key: 'style', type: 'select', options: ['ink', 'oil'] };
const file = { key: 'photo', type: 'file', multiple: true, maxFiles: 2 };
const none = new Map<string, number>();

/** The code, or the texts. */
function read(requirements: readonly Requirement[], variables: Record<string, unknown>, attached = none) {
  const result = readVariables(requirements, variables, attached);
  return 'code' in result ? result.code : Object.fromEntries(result.texts);
}

describe('variables', () => {
  it('are read as text for their places', () => {
    const values = { name: 'Nike', count: 2, style: 'oil' };

    expect(read(asked(text, number, select), values)).toEqual({ name: 'Nike', count: '2', style: 'oil' });
  });

  it('count letters, not their parts', () => {
    expect(read(asked(text), { name: '👟👟👟👟👟' })).toEqual({ name: '👟👟👟👟👟' });
    expect(read(asked(text), { name: '👟👟👟👟👟👟' })).toBe('invalid_variable');
  });

  it('fall back to their defaults, also where they are required, null, or empty', () => {
    const withDefault = asked({ ...select, required: true, default: 'ink' });

    for (const variables of [{}, { style: null }, { style: '' }]) {
      expect(read(withDefault, variables)).toEqual({ style: 'ink' });
    }
  });

  it.each([
    ['a required text', { ...text, required: true }, {}],
    ['a required text of white space', { ...text, required: true }, { name: ' ' }],
    ['a required file', { ...file, required: true }, {}],
    ['a required file that is an empty list', { ...file, required: true }, { photo: [] }],
  ])('are missing without %s', (_, one, variables) => {
    expect(read(asked(one), variables)).toBe('missing_variable');
  });

  it.each(['other', '__proto__', 'constructor', 'toString'])('are unknown with %s', (name) => {
    expect(read(asked(text), Object.fromEntries([[name, 'x']]))).toBe('unknown_variable');
  });

  it('are unknown with a name of nobody, also when its value is null', () => {
    expect(read(asked(text), { nope: null })).toBe('unknown_variable');
    expect(read(asked(text), { '': null })).toBe('unknown_variable');
    expect(read(asked(text), { name: null })).toEqual({});
  });

  it('are unknown with a file that nobody asked for', () => {
    expect(read(asked(text), {}, new Map([['photo', 1]]))).toBe('unknown_variable');
  });

  it.each([
    ['a number for a text', text, { name: 7 }],
    ['half a letter', text, { name: '\ud800' }],
    ['a text for a number', number, { count: '2' }],
    ['a number below', number, { count: 0 }],
    ['a number above', number, { count: 4 }],
    ['a choice that is not there', select, { style: 'chalk' }],
    ['an inherited name as a choice', select, { style: 'length' }],
    ['an upload that is no text', file, { photo: 7 }],
    ['three uploads for two', file, { photo: ['a', 'b', 'c'] }],
  ])('are wrong with %s', (_, one, variables) => {
    expect(read(asked(one), variables)).toBe('invalid_variable');
  });

  it('are wrong with a file both ways, and with too many of them', () => {
    expect(read(asked(file), { photo: 'upload_1' }, new Map([['photo', 1]]))).toBe('invalid_variable');
    expect(read(asked(file), {}, new Map([['photo', 3]]))).toBe('invalid_variable');
    expect(read(asked({ ...file, multiple: false, maxFiles: undefined }), {}, new Map([['photo', 2]]))).toBe(
      'invalid_variable',
    );
  });

  it('name uploads for a file, one or a list', () => {
    for (const photo of ['upload_1', ['upload_1']]) {
      const result = readVariables(asked(file), { photo }, none);

      expect('uploads' in result && [...result.uploads]).toEqual([['photo', ['upload_1']]]);
    }
  });
});
