import type { SyncWaiters, WaitingCall } from '../../lambdas/domain/jobs/sync-waiters.ts';

/** Counts who waits, in memory. `limit` may be changed at any time. */
export class FakeSyncWaiters implements SyncWaiters {
  limit = 100;
  waiting = 0;
  /** How many ever waited. */
  entered = 0;

  async enter(): Promise<WaitingCall | 'full'> {
    if (this.waiting >= this.limit) return 'full';
    this.waiting += 1;
    this.entered += 1;
    return { windowSeconds: 0 };
  }

  async leave(): Promise<void> {
    this.waiting -= 1;
  }
}
