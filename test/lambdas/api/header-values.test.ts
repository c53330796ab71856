import { expect, it } from 'vitest';
import { preferredWait } from '../../../lambdas/api/create-generation/preference.ts';
import { byteRangeOf } from '../../../lambdas/api/download-image/byte-range.ts';

it.each([
  ['bytes=0-0', { first: 0, last: 0 }],
  ['bytes=0-99', { first: 0, last: 99 }],
  ['bytes=90-200', { first: 90, last: 99 }],
  ['bytes=90-', { first: 90, last: 99 }],
  ['bytes=-10', { first: 90, last: 99 }],
  ['bytes=-1000', { first: 0, last: 99 }],
  ['bytes=100-', 'beyond'],
  ['bytes=-0', 'beyond'],
  [undefined, 'whole'],
  ['', 'whole'],
  ['bytes=', 'whole'],
  ['bytes=-', 'whole'],
  ['bytes=9-1', 'whole'],
  ['bytes=0-1,3-4', 'whole'],
  ['items=0-1', 'whole'],
  ['bytes=0x0-1', 'whole'],
])('of 100 bytes, the range %j is %j', (range, expected) => {
  expect(byteRangeOf(range, 100)).toEqual(expected);
});

it.each([
  ['wait=5', 5],
  ['wait=180', 180],
  ['WAIT = "7"', 7],
  ['respond-async, wait=9; x=y', 9],
  ['wait=3, wait=9', 3],
  ['wait=0', undefined],
  ['wait=181', undefined],
  ['wait=-1', undefined],
  ['wait=1.5', undefined],
  ['wait', 'server'],
  ['waiting', undefined],
  ['wait=', undefined],
  ['', undefined],
  [undefined, undefined],
])('Prefer: %s means to wait for %s', (header, expected) => {
  expect(preferredWait(header)).toBe(expected);
});
