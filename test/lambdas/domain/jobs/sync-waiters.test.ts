import { describe, expect, it } from 'vitest';
import { isWindowOver, windowAt } from '../../../../lambdas/domain/jobs/sync-waiters.ts';

const at = (time: string) => Date.parse(`2026-11-23T${time}Z`);

describe('a window in which waits begin', () => {
  it('holds half a minute of them', () => {
    const windows = ['09:00:00.000', '09:00:29.999', '09:00:30.000'].map((time) => windowAt(at(time)));

    expect(windows).toEqual([at('09:00:00') / 1000, at('09:00:00') / 1000, at('09:00:30') / 1000]);
  });

  it('is over when its last call must have ended, and half a minute later', () => {
    const window = windowAt(at('09:00:00'));

    expect(isWindowOver(window, 180, at('09:03:59.999'))).toBe(false);
    expect(isWindowOver(window, 180, at('09:04:00'))).toBe(true);
    expect(isWindowOver(window, 3, at('09:01:03'))).toBe(true);
  });
});
