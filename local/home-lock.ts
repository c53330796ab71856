import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeFolder } from './make-folder.ts';

/** Another stack works on the same data. */
export class HomeTaken extends Error {
  override name = 'HomeTaken' as const;

  constructor(home: string, holder: string, options?: ErrorOptions) {
    super(
      `A stack already runs on ${home}${holder === '' ? '' : ` (${holder})`}. It was left alone. ` +
        'Stop it, or start with another folder: DARKROOM_HOME=.darkroom-2 PORT=3001 npm start',
      options,
    );
  }
}

/** The data folder cannot be made or written. */
export class HomeUnusable extends Error {
  override name = 'HomeUnusable' as const;

  constructor(home: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(
      `The data folder ${home} cannot be used: ${why}. Name another one: DARKROOM_HOME=.darkroom npm start`,
      { cause },
    );
  }
}

export type HomeLock = {
  /** Tells whoever finds the folder taken where its holder is reached. */
  tellUrl(url: string): void;
  release(): void;
};

/**
 * At most one stack per data folder. The lock is an open write transaction: the kernel releases it with the process,
 * however that ends, so a kill -9 leaves nothing behind that a person would have to remove.
 */
export function lockHome(home: string): HomeLock {
  const holderFile = join(home, 'lock.holder');
  const database = openLock(home);
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    throw isBusy(error)
      ? new HomeTaken(home, textOf(holderFile), { cause: error })
      : new HomeUnusable(home, error);
  }
  writeFileSync(holderFile, `pid ${process.pid}`);

  return {
    tellUrl: (url) => writeFileSync(holderFile, `pid ${process.pid}, ${url}`),
    release: () => database.close(),
  };
}

function openLock(home: string): DatabaseSync {
  try {
    makeFolder(home);
    return new DatabaseSync(join(home, 'lock.sqlite'), { timeout: 0 });
  } catch (error) {
    throw new HomeUnusable(home, error);
  }
}

/** SQLite's SQLITE_BUSY. Anything else, a full disk say, has nothing to do with another stack. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}
