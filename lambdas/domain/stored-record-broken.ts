/** What a store holds does not have the shape that we write: our fault, never the caller's. */
export class StoredRecordBroken extends Error {
  override name = 'StoredRecordBroken' as const;

  constructor(record: string, options?: ErrorOptions) {
    super(`The stored record ${record} does not have the shape that this version writes.`, options);
  }
}
