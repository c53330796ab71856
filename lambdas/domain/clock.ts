/** The only way to the time of day, so that tests and the simulation own it. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  nowMillis(): number;
  sleep(millis: number): Promise<void>;
  /** Full jitter: a random part of this, so that those who met do not meet again. */
  sleepAtMost(millis: number): Promise<void>;
}
