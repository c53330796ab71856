import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { SingleBar } from 'cli-progress';
import type { Target } from '../connection/target.ts';

/** Told how many of how many items were read so far. */
export type Progress = (done: number, total: number) => void;

/** How many items an audit reads, about: DynamoDB counts them every six hours. */
export async function countItems({ client, tables }: Target): Promise<number> {
  const counts = await Promise.all(
    [tables.jobs, tables.credits].map(async (TableName) => {
      const { Table } = await client.send(new DescribeTableCommand({ TableName }));
      return Table?.ItemCount ?? 0;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** A bar on stderr while a person watches; nothing when nobody does, or when only JSON is wanted. */
export async function withBar<Result>(
  isQuiet: boolean,
  work: (progress: Progress) => Promise<Result>,
): Promise<Result> {
  if (isQuiet) return work(() => {});
  const bar = new SingleBar({ format: '{bar} {value} of about {total} items', clearOnComplete: true });
  bar.start(1, 0);
  try {
    return await work((done, total) => {
      bar.setTotal(total);
      bar.update(done);
    });
  } finally {
    bar.stop();
  }
}
