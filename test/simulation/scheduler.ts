/** Chance that a seed owns: mulberry32. */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Event = { readonly dueMillis: number; readonly order: number; readonly run: () => void };

/** One thread and one clock for everything that happens: the next event is the earliest, and time jumps to it. */
export class Scheduler {
  nowMillis = Date.parse('2026-11-23T09:00:00.000Z');
  readonly chance: () => number;
  #events: Event[] = [];
  #order = 0;

  constructor(seed: number) {
    this.chance = chanceOf(seed);
  }

  after(delayMillis: number, run: () => void): void {
    const event = { dueMillis: this.nowMillis + delayMillis, order: this.#order++, run };
    let [low, high] = [0, this.#events.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#events[middle];
      // Latest first, so that the next one is taken from the end.
      if (
        other !== undefined &&
        (other.dueMillis > event.dueMillis ||
          (other.dueMillis === event.dueMillis && other.order > event.order))
      )
        low = middle + 1;
      else high = middle;
    }
    this.#events.splice(low, 0, event);
  }

  sleep(millis: number): Promise<void> {
    return new Promise((resolve) => this.after(millis, resolve));
  }

  /** How long a call takes: mostly some milliseconds, now and then seconds, so that everything overtakes everything. */
  latencyMillis(): number {
    return this.chance() < 0.03 ? 1 + this.chance() * 5000 : 1 + this.chance() * 40;
  }

  /** Runs events until the time has come, or nothing is left to happen. */
  async runUntil(untilMillis: number): Promise<void> {
    // Lets the thread hear what comes from outside; between events it does not.
    await new Promise<void>((resolve) => setImmediate(resolve));
    for (;;) {
      const next = this.#events.at(-1);
      if (next === undefined || next.dueMillis > untilMillis) break;
      this.#events.pop();
      this.nowMillis = Math.max(this.nowMillis, next.dueMillis);
      next.run();
      // Whatever this event set free runs to its next call before another event happens: the tick comes when no microtask is
      // left, and takes a tenth of the time of a round of the event loop.
      await new Promise<void>((resolve) => process.nextTick(resolve));
    }
    this.nowMillis = Math.max(this.nowMillis, untilMillis);
  }
}
