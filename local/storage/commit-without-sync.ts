import { DatabaseSync } from 'node:sqlite';

/** What fauxqs says to its database. */
const openingPragma = 'PRAGMA journal_mode = WAL';

/** The database that was to be opened was not opened in the way that we know. */
class NotOpenedAsKnown extends Error {
  override name = 'NotOpenedAsKnown' as const;

  constructor() {
    super(`Nobody said "${openingPragma}": this version of fauxqs opens its database in another way.`);
  }
}

/**
 * Lets whatever database is opened meanwhile commit without waiting for the disk, for which it has no setting. Nothing is
 * lost with a process that is killed, and the file stays whole; a power cut may take the last seconds with it, as it
 * does with DynamoDB's here. Each wait would stop the whole stack, eight times a job.
 */
export async function committingWithoutSync<Opened>(open: () => Promise<Opened>): Promise<Opened> {
  const { exec } = DatabaseSync.prototype;
  let isOpened = false;
  DatabaseSync.prototype.exec = function execAndRelax(this: DatabaseSync, sql: string): void {
    exec.call(this, sql);
    if (sql !== openingPragma) return;
    exec.call(this, 'PRAGMA synchronous = NORMAL');
    isOpened = true;
  };
  try {
    const opened = await open();
    if (!isOpened) throw new NotOpenedAsKnown();
    return opened;
  } finally {
    DatabaseSync.prototype.exec = exec;
  }
}
