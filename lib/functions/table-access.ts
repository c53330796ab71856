/** What functions may do to a table, by verb. Each list names the calls that the code makes, and no more. */
export const tableAccess = {
  /** GetItem only. */
  look: ['dynamodb:GetItem'],
  /** Reading lists only. */
  list: ['dynamodb:Query'],
  /** Reading lists as well. */
  read: ['dynamodb:GetItem', 'dynamodb:Query'],
  /** Reading rows by many keys at once. */
  batch: ['dynamodb:BatchGetItem'],
  /** PutItem of new rows. */
  add: ['dynamodb:PutItem'],
  /** Changing rows that are there. */
  change: ['dynamodb:UpdateItem'],
  remove: ['dynamodb:DeleteItem'],
} as const;

/** Narrows access to partitions whose keys look so; the adapters' `keys.ts` spells them. */
export function leadingKeys(...patterns: readonly string[]) {
  return { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...patterns] } };
}
