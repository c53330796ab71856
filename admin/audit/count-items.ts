import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import type { Target } from '../connection/target.ts';

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
