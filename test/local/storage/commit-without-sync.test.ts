import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { committingWithoutSync } from '../../../local/storage/commit-without-sync.ts';

const newFile = () => join(mkdtempSync(join(tmpdir(), 'darkroom-sqlite-')), 'database');

function opened(): DatabaseSync {
  const database = new DatabaseSync(newFile());
  database.exec('PRAGMA journal_mode = WAL');
  return database;
}

const modeOf = (database: DatabaseSync) => database.prepare('PRAGMA synchronous').get()?.['synchronous'];

describe('a database that is opened to commit without sync', () => {
  it('does not wait for the disk, while one that is opened later does', async () => {
    const relaxed = await committingWithoutSync(async () => opened());

    expect(modeOf(relaxed)).toBe(1);
    expect(modeOf(opened())).toBe(2);
  });

  it('is an error when it is opened in another way than we know', async () => {
    const another = committingWithoutSync(async () => new DatabaseSync(newFile()));

    await expect(another).rejects.toThrow('opens its database in another way');
  });
});
