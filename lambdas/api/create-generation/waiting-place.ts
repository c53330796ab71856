import type { SyncWaiters, WaitingCall } from '../../domain/jobs/sync-waiters.ts';
import type { Failure } from '../../http/failure.ts';
import type { Log } from '../../observability/log.ts';
import { logEvents } from '../../observability/log-events.ts';
import type { Meter } from '../../observability/meter.ts';

const full: Failure = {
  code: 'overloaded',
  error:
    'Too many callers wait for their pictures just now. Try again in a few seconds, or send ?async=true, which is still accepted.',
  retryAfterSeconds: 5,
};

/** The place of one request among those who may wait at once. */
export type WaitingPlace = {
  /** Takes it, unless the request has it already; the refusal when there is none. */
  take(): Promise<Failure | undefined>;
  /** Gives back what was taken; must be called however the request ends. */
  leave(): Promise<void>;
};

/** A count that does not answer must not take the service down with it: the request goes on, uncounted. */
export function waitingPlace(waiters: SyncWaiters, log: Log, meter: Meter): WaitingPlace {
  let taken: WaitingCall | 'uncounted' | undefined;

  return {
    take: async () => {
      if (taken !== undefined) return undefined;
      const entered = await waiters.enter().catch((error: unknown) => {
        log.warn(logEvents.waiters.notCounted, { error });
        return 'uncounted' as const;
      });
      if (entered === 'full') {
        log.warn(logEvents.waiters.full);
        meter('WaitersRefused', 1, {});
        return full;
      }
      taken = entered;
      return undefined;
    },

    leave: async () => {
      if (taken === undefined || taken === 'uncounted') return;
      await waiters.leave(taken).catch((error: unknown) => {
        log.warn(logEvents.waiters.notTakenBack, { error });
      });
      taken = undefined;
    },
  };
}
