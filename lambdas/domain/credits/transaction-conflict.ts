/** Two transactions touched the same item and ours gave way, more often than we retry inside one call. Nothing happened. */
export class TransactionConflict extends Error {
  override name = 'TransactionConflict' as const;

  constructor(move: string, attempts: number, options?: ErrorOptions) {
    super(
      `The move "${move}" met a conflicting transaction ${attempts} times; nothing was changed.`,
      options,
    );
  }
}
