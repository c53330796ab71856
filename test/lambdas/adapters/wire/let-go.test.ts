import { describe, expect, it } from 'vitest';
import { letGo } from '../../../../lambdas/adapters/wire/let-go.ts';

describe('bytes that are let go of', () => {
  it('are gone, when they fill their block or nearly all of a large one', () => {
    const alone = new Uint8Array(16_384);
    const nearlyAll = new Uint8Array(2_000_000).subarray(0, 1_900_000);

    for (const bytes of [alone, nearlyAll]) letGo(bytes);

    expect([alone.length, nearlyAll.length]).toEqual([0, 0]);
  });

  it('stay, when others live beside them', () => {
    const block = new Uint8Array(65_536).fill(7);

    letGo(block.subarray(0, 16_384));

    expect(block.every((byte) => byte === 7)).toBe(true);
  });

  it('may be let go of twice', () => {
    const bytes = new Uint8Array(16_384);

    letGo(bytes);

    expect(() => letGo(bytes)).not.toThrow();
  });
});
