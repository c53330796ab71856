/** Calls that wait for the end of their job, over all teams. Each holds a function's environment while it does nothing. */
export interface SyncWaiters {
  /** Counts one call more, unless as many wait as may: then nothing is changed. May throw `StoreUnavailable`. */
  enter(): Promise<WaitingCall | 'full'>;
  /** Takes back what `enter` counted; of a call that is counted no more, nothing. May throw `StoreUnavailable`. */
  leave(call: WaitingCall): Promise<void>;
}

/** A call is counted with those that began about when it did: whoever dies in its wait is forgotten together with them. */
export type WaitingCall = { readonly windowSeconds: number };

const windowLengthSeconds = 30;

/** Clocks of two functions may differ, and the last look at a job takes its time. */
const marginSeconds = 30;

/** The window in which a call begins now, by its first second since the Unix epoch. */
export function windowAt(nowMillis: number): number {
  const seconds = Math.floor(nowMillis / 1000);
  return seconds - (seconds % windowLengthSeconds);
}

/** Nobody who began in the window can still be waiting: what it counts are calls that died. */
export function isWindowOver(windowSeconds: number, longestWaitSeconds: number, nowMillis: number): boolean {
  return windowSeconds + windowLengthSeconds + longestWaitSeconds + marginSeconds <= nowMillis / 1000;
}
