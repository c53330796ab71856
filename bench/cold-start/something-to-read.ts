import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { fillLibrary } from '../../admin/fill/fill-library.ts';
import { keys } from '../../lambdas/adapters/dynamodb/keys.ts';
import { DynamoLibrary } from '../../lambdas/adapters/dynamodb/library.ts';
import { systemClock } from '../../lambdas/adapters/system/clock.ts';
import { randomIds } from '../../lambdas/adapters/system/random-ids.ts';
import { tables } from '../../test/support/dynamodb.ts';
import { exampleImage, exampleJob } from '../../test/support/example-job.ts';

const images = 1000;
const deletedPercent = 10;
/** A page of them, and more. */
const jobs = 25;

/** What reads of a team find: a library with holes in it, and jobs that have ended. Answers the id of one of each. */
export async function somethingToRead(
  client: DynamoDBDocumentClient,
  teamId: string,
): Promise<{ readonly imageId: string; readonly jobId: string }> {
  const order = { teamId, teamHandle: 'bench', images, deletedPercent };
  await fillLibrary({ client, imagesTable: tables.images, clock: systemClock }, order);
  const library = new DynamoLibrary(client, tables.images, systemClock);
  const { images: newest } = await library.page({ teamId, start: { newer: 0 }, limit: 1 });

  const jobIds = Array.from({ length: jobs }, () => randomIds.jobId());
  for (const [index, jobId] of jobIds.entries()) {
    const { deletedImageIds: _, ...job } = exampleJob({
      jobId,
      teamId,
      status: 'completed',
      createdAtMillis: systemClock.nowMillis() - index * 60_000,
      endedAtMillis: systemClock.nowMillis() - index * 60_000 + 20_000,
      images: [exampleImage(0)],
    });
    await client.send(new PutCommand({ TableName: tables.jobs, Item: { ...keys.job(jobId), ...job } }));
  }
  return { imageId: newest[0]?.imageId ?? '', jobId: jobIds[0] ?? '' };
}
