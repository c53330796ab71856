import { describe, expect, it } from 'vitest';
import { checkPolicy } from '../../../local/storage/post-policy.ts';

const expiration = '2026-03-01T12:00:00Z';
const atNoon = Date.parse(expiration);

/** What S3 says of `fields` under a policy of these conditions, a millisecond before it expires. */
function check(conditions: unknown, fields: Record<string, string> = {}, nowMillis = atNoon - 1) {
  const policy = Buffer.from(JSON.stringify({ expiration, conditions })).toString('base64');
  return checkPolicy(new Map(Object.entries({ policy, ...fields })), nowMillis);
}

const refused = expect.objectContaining({ status: 403, code: 'AccessDenied' });

describe('the policy of a form', () => {
  it('holds until the moment of its expiration', () => {
    expect(check([])).toEqual({ min: 0, max: Number.MAX_SAFE_INTEGER });
    expect(check([], {}, atNoon)).toEqual(refused);
  });

  it('does not care how names are written, but how values are', () => {
    const condition = ['eq', '$Content-Type', 'image/png'];

    expect(check([condition], { 'content-type': 'image/png' })).toMatchObject({ min: 0 });
    expect(check([condition], { 'content-type': 'Image/png' })).toEqual(refused);
  });

  it('wants a field that it names, even where every value would do', () => {
    expect(check([['starts-with', '$key', '']], { key: 'a' })).toMatchObject({ min: 0 });
    expect(check([['starts-with', '$key', '']])).toEqual(refused);
  });

  it('wants every type of a list to begin as it says', () => {
    const condition = ['starts-with', '$Content-Type', 'image/'];

    expect(check([condition], { 'content-type': 'image/png, image/webp' })).toMatchObject({ min: 0 });
    expect(check([condition], { 'content-type': 'image/png, text/html' })).toEqual(refused);
  });

  it('holds to all of its conditions, where several are of one thing', () => {
    const ranges = [
      ['content-length-range', 1, 50],
      ['content-length-range', 10, 90],
    ];

    expect(check(ranges)).toEqual({ min: 10, max: 50 });
    expect(check([{ key: 'a' }, ['starts-with', '$key', 'b']], { key: 'a' })).toEqual(refused);
  });

  it.each([
    { conditions: undefined },
    { conditions: [{ key: 'a', acl: 'private' }] },
    { conditions: [['ends-with', '$key', 'a']] },
    { conditions: [['eq', 'key', 'a']] },
    { conditions: [['content-length-range', -1, 5]] },
  ])('is refused when it says what S3 does not know: $conditions', ({ conditions }) => {
    expect(check(conditions, { key: 'a' })).toMatchObject({ status: 400, code: 'InvalidPolicyDocument' });
  });
});
