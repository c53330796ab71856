import type { Clock } from '../../lambdas/domain/clock.ts';

/** A clock that a test owns: sleeping moves it and takes no time. */
export class ManualClock implements Clock {
  #nowMillis: number;

  constructor(now = '2026-11-23T09:00:00.000Z') {
    this.#nowMillis = Date.parse(now);
  }

  nowMillis(): number {
    return this.#nowMillis;
  }

  async sleep(millis: number): Promise<void> {
    this.advance(millis);
  }

  /** The longest, so that tests see the worst. */
  async sleepAtMost(millis: number): Promise<void> {
    this.advance(millis);
  }

  advance(millis: number): void {
    this.#nowMillis += millis;
  }
}
