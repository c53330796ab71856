import { expect, it } from 'vitest';
import * as z from 'zod';
import { knownNames } from '../../../lambdas/http/known-names.ts';

const point = z.strictObject({ x: z.number(), y: z.number() });
const schema = z.strictObject({
  name: z.string(),
  place: z.preprocess((value) => value ?? undefined, point.optional()),
  route: z.array(point).nullish().default([]),
  shape: z.union([z.strictObject({ radius: z.number() }), z.strictObject({ side: z.number() }), z.null()]),
  size: z.strictObject({ width: z.string() }).transform(({ width }) => Number(width)),
});

it.each([
  [[], ['name', 'place', 'route', 'shape', 'size']],
  [['place'], ['x', 'y']],
  [
    ['route', 3],
    ['x', 'y'],
  ],
  [['shape'], ['radius', 'side']],
  [['size'], ['width']],
  [['route'], []],
  [['route', 'x'], []],
  [['name'], []],
  [['nowhere', 'x'], []],
  [['__proto__'], []],
])('the names at %j are %j', (path, names) => {
  expect(knownNames(schema, path)).toEqual(names);
});
