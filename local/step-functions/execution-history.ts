import { DatabaseSync, type StatementSync } from 'node:sqlite';
import * as z from 'zod';

const eventRow = z.object({
  atMillis: z.number(),
  /** In Step Functions' words. */
  type: z.string(),
  state: z.string().nullable(),
  /** Place in the list of the Map that the state belongs to. */
  itemIndex: z.number().nullable(),
  error: z.string().nullable(),
  cause: z.string().nullable(),
});

export type HistoryEvent = z.output<typeof eventRow>;

/** As the interpreter tells them. What went in and out of a state is not kept. */
const interpreted = z.object({
  type: z.string(),
  timestamp: z.number(),
  index: z.number().optional(),
  state: z.object({ name: z.string(), type: z.string() }).optional(),
  parentState: z.object({ name: z.string() }).optional(),
  Error: z.string().optional(),
  Cause: z.unknown().optional(),
});

/** A worker's reason is at most 200 characters; a function's failure brings its stack. */
const maxCauseLength = 1000;

/** What happened in each execution, on disk. It is for people, so a write may be lost with the machine's power. */
export class ExecutionHistory {
  readonly #database: DatabaseSync;
  readonly #insert: StatementSync;

  constructor(file: string) {
    this.#database = new DatabaseSync(file);
    this.#database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      CREATE TABLE IF NOT EXISTS event (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL, atMillis INTEGER NOT NULL, type TEXT NOT NULL,
        state TEXT, itemIndex INTEGER, error TEXT, cause TEXT
      ) STRICT;
      CREATE INDEX IF NOT EXISTS ofExecution ON event (name, atMillis);
    `);
    this.#insert = this.#database.prepare(
      'INSERT INTO event (name, atMillis, type, state, itemIndex, error, cause) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
  }

  add(name: string, { atMillis, type, state, itemIndex, error, cause }: HistoryEvent): void {
    this.#insert.run(name, atMillis, type, state, itemIndex, error, cause);
  }

  /** Of one execution, in time order. */
  list(name: string): readonly HistoryEvent[] {
    return this.#database
      .prepare(
        'SELECT atMillis, type, state, itemIndex, error, cause FROM event WHERE name = ? ORDER BY atMillis, id',
      )
      .all(name)
      .map((row) => eventRow.parse(row));
  }

  close(): void {
    this.#database.close();
  }
}

/** `undefined` for what Step Functions does not tell, or what the executions' own store says better: starts and ends. */
export function historyEventOf(event: unknown): HistoryEvent | undefined {
  const { type, timestamp, index, state, parentState, Error: error, Cause } = interpreted.parse(event);
  const typeInAws = typeOf(type, state?.type ?? '');
  if (typeInAws === undefined) return undefined;
  const cause = typeof Cause === 'string' ? Cause : undefined;
  return {
    atMillis: timestamp,
    type: typeInAws,
    state: state?.name ?? parentState?.name ?? null,
    itemIndex: index ?? null,
    error: error ?? null,
    cause: cause?.slice(0, maxCauseLength) ?? null,
  };
}

function typeOf(type: string, stateType: string): string | undefined {
  switch (type) {
    case 'StateEntered':
    case 'StateExited':
      return `${stateType}${type}`;
    case 'StateFailed':
      return stateType === 'Task' ? 'TaskFailed' : undefined;
    case 'MapIterationStarted':
    case 'MapIterationSucceeded':
    case 'MapIterationFailed':
      return type;
    default:
      return undefined;
  }
}
