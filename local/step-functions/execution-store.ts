import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';

const executionRow = z.object({
  name: z.string(),
  input: z.string(),
  status: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']),
  startedAtMillis: z.number(),
  stoppedAtMillis: z.number().nullable(),
  output: z.string().nullable(),
  error: z.string().nullable(),
  cause: z.string().nullable(),
});

export type Execution = z.output<typeof executionRow>;

/**
 * Executions on disk: the interpreter forgets, this does not. A write outlives this process when it returns. It does not
 * wait for the disk: after a power cut the sweeper finds jobs whose executions nobody knows, and starts them again.
 */
export class ExecutionStore {
  readonly #database: DatabaseSync;

  constructor(file: string) {
    this.#database = new DatabaseSync(file);
    this.#database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      CREATE TABLE IF NOT EXISTS execution (
        name TEXT PRIMARY KEY, input TEXT NOT NULL, status TEXT NOT NULL,
        startedAtMillis INTEGER NOT NULL, stoppedAtMillis INTEGER, output TEXT, error TEXT, cause TEXT
      ) STRICT;
      CREATE INDEX IF NOT EXISTS running ON execution (name) WHERE status = 'RUNNING';
    `);
  }

  start(name: string, input: string, startedAtMillis: number): void {
    this.#database
      .prepare("INSERT INTO execution (name, input, status, startedAtMillis) VALUES (?, ?, 'RUNNING', ?)")
      .run(name, input, startedAtMillis);
  }

  find(name: string): Execution | undefined {
    const row = this.#database.prepare('SELECT * FROM execution WHERE name = ?').get(name);
    return row === undefined ? undefined : executionRow.parse(row);
  }

  running(): readonly Execution[] {
    return this.#database
      .prepare("SELECT * FROM execution WHERE status = 'RUNNING'")
      .all()
      .map((row) => executionRow.parse(row));
  }

  end(
    name: string,
    { status, stoppedAtMillis, output, error, cause }: Omit<Execution, 'name' | 'input' | 'startedAtMillis'>,
  ): void {
    this.#database
      .prepare(
        'UPDATE execution SET status = ?, stoppedAtMillis = ?, output = ?, error = ?, cause = ? WHERE name = ?',
      )
      .run(status, stoppedAtMillis, output, error, cause, name);
  }

  close(): void {
    this.#database.close();
  }
}
