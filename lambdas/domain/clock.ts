/** The only way to the time of day, so that tests and the simulation own it. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  nowMillis(): number;
  sleep(millis: number): Promise<void>;
}
