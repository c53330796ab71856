import { StoreUnavailable } from '../../lambdas/domain/store-unavailable.ts';

/** What an adapter makes of a call that failed. */
export const asStore =
  (what: string) =>
  (cause: unknown): never => {
    throw new StoreUnavailable(what, { cause });
  };
