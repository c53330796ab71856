/** What functions may do to a table, by verb. Each list names the calls that the code makes, and no more. */
export const tableAccess = {
  /** GetItem only. */
  look: ['dynamodb:GetItem'],
  /** Reading lists as well. */
  read: ['dynamodb:GetItem', 'dynamodb:Query'],
  /** PutItem of new rows. */
  add: ['dynamodb:PutItem'],
  /** Changing rows that are there. */
  change: ['dynamodb:UpdateItem'],
} as const;
