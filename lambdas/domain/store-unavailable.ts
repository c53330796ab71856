/** A store did not answer, or refused for a reason that is not ours to fix. What was asked may or may not have happened. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable' as const;

  constructor(operation: string, options?: ErrorOptions) {
    super(`The store did not answer: ${operation}.`, options);
  }
}
