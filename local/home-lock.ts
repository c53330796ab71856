import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

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

/**
 * At most one stack per data folder. The lock is an open write transaction: the kernel releases it with the process,
 * however that ends, so a kill -9 leaves nothing behind that a person would have to remove.
 */
export function lockHome(home: string): { release(): void } {
  mkdirSync(home, { recursive: true });
  const holderFile = join(home, 'lock.holder');
  const database = new DatabaseSync(join(home, 'lock.sqlite'), { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    throw new HomeTaken(home, textOf(holderFile), { cause: error });
  }
  writeFileSync(holderFile, `pid ${process.pid}`);

  return { release: () => database.close() };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}
