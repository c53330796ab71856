import type { DynamoCall } from './dynamodb-calls.ts';

/** Calls of one kind, summed. */
export type DynamoLine = {
  readonly what: string;
  readonly calls: number;
  readonly writeUnits: number;
  readonly readUnits: number;
};

/** What AWS would bill for one job, as it was counted. */
export type JobCount = {
  readonly dynamodb: readonly DynamoLine[];
  readonly states: readonly string[];
  /** Requests of S3 and SQS by what they are, such as `S3 PUT generated/ of images`. */
  readonly requests: Readonly<Record<string, number>>;
  readonly functions: readonly (FunctionLine & { readonly millis: number })[];
};

export type FunctionLine = {
  readonly name: string;
  readonly calls: number;
  readonly memoryMegabytes: number;
};

/** What a waiting call reads again and again. */
const polled = 'get jobs: job#… job';

/** What is read once in 30 s and remembered: whether a job finds it there depends on how long ago the last one was. */
const remembered = new Set([
  'get catalogue: key#… key',
  'get catalogue: team#… team',
  'query catalogue: those of models',
]);

/** The same count with caches warm, and as if nobody had waited: `unwaited` is that of such a job. */
export function steady(waited: JobCount, unwaited: JobCount): JobCount {
  const own = unwaited.dynamodb.find(({ what }) => what === polled);
  const dynamodb = waited.dynamodb
    .filter(({ what }) => !remembered.has(what))
    .map((line) => (line.what === polled ? (own ?? line) : line));
  return { ...waited, dynamodb };
}

/** An execution's start is paid like a state that it enters. */
const startTransition = 1;

export function transitionsOf({ states }: Pick<JobCount, 'states'>): number {
  return startTransition + states.length;
}

export function unitsOf({ dynamodb }: Pick<JobCount, 'dynamodb'>, of: 'writeUnits' | 'readUnits'): number {
  return dynamodb.reduce((sum, line) => sum + line[of], 0);
}

export function requestsOf({ requests }: Pick<JobCount, 'requests'>, begin: string): number {
  return Object.entries(requests).reduce(
    (sum, [what, count]) => sum + (what.startsWith(begin) ? count : 0),
    0,
  );
}

/** One line for each kind of call, in the order of their first. */
export function linesOf(calls: readonly DynamoCall[]): readonly DynamoLine[] {
  const kinds = Map.groupBy(calls, nameOf);
  return [...kinds].map(([what, same]) => ({
    what,
    calls: same.length,
    writeUnits: same.reduce((sum, { writeUnits }) => sum + writeUnits, 0),
    readUnits: same.reduce((sum, { readUnits }) => sum + readUnits, 0),
  }));
}

function nameOf({ operation, table, rows, indexWriteUnits }: DynamoCall): string {
  const verb = operation.replace(/(Item|WriteItems)$/, '').toLowerCase();
  const indexes = indexWriteUnits === 0 ? '' : ` (${indexWriteUnits} of them for indexes)`;
  return `${verb} ${table}: ${rows.join(', ')}${indexes}`;
}
