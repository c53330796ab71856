import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { DynamoCompletions } from '../../lambdas/adapters/dynamodb/completions.ts';
import { DynamoGallery } from '../../lambdas/adapters/dynamodb/gallery.ts';
import { DynamoGalleryPublisher } from '../../lambdas/adapters/dynamodb/gallery-publisher.ts';
import { DynamoImagePublications } from '../../lambdas/adapters/dynamodb/image-publications.ts';
import { DynamoImageRemovals } from '../../lambdas/adapters/dynamodb/image-removals.ts';
import { jobParamsItem, openJobItem } from '../../lambdas/adapters/dynamodb/job-record.ts';
import { DynamoLibrary } from '../../lambdas/adapters/dynamodb/library.ts';
import { ManualClock } from '../fakes/manual-clock.ts';
import type { tables } from './dynamodb.ts';
import { exampleJob, exampleParams } from './example-job.ts';
import { now, picture } from './money.ts';

/** Cut small, so that few pictures fill many blocks and segments. */
export const smallGeometry = { blockSize: 8, segmentSize: 3, stretchSize: 2 };

/** What a job leaves in a library. */
export type MadeJob = {
  readonly samples: number;
  readonly presetId: string | null;
  readonly userPrompt: string;
  readonly isPublic: boolean;
  /** How far the clock of its Complete is off. */
  readonly skewMillis: number;
};

/** The production code that fills, changes and reads the lists of pictures, over one database. */
export function libraryWorld(
  client: DynamoDBDocumentClient,
  names: typeof tables,
  geometry = smallGeometry,
  mayLag = false,
) {
  const clock = new ManualClock();
  const completions = new DynamoCompletions(client, names, clock, geometry);
  const publisher = new DynamoGalleryPublisher(client, names, clock);
  const removals = new DynamoImageRemovals(client, names, clock, geometry);
  const publications = new DynamoImagePublications(client, names.images, clock, geometry.blockSize);
  const library = new DynamoLibrary(client, names.images, clock, geometry);
  const gallery = new DynamoGallery(client, names.images, geometry.blockSize);
  let jobs = 0;

  return {
    library,
    gallery,
    /** Whether reads that need not be consistent may be old. */
    mayLag,
    remove: (teamId: string, imageId: string) => removals.remove(teamId, imageId),
    setPublic: (teamId: string, imageId: string, isPublic: boolean) =>
      publications.setPublic(teamId, imageId, isPublic),

    /** Completes a job that was charged, and publishes it as the workflow does. Answers the ids of its pictures. */
    async complete(teamId: string, made: MadeJob): Promise<readonly string[]> {
      const { samples: sampleCount, isPublic, presetId, userPrompt, skewMillis } = made;
      jobs += 1;
      const job = exampleJob({ jobId: `job_${teamId}_${jobs}`, teamId, sampleCount, isPublic });
      const params = { ...exampleParams, presetId, userPrompt, prompt: userPrompt };
      const put = (Item: object) => client.send(new PutCommand({ TableName: names.jobs, Item: { ...Item } }));
      await put(openJobItem({ ...job, status: 'active', chargedAtMillis: now }));
      await put(jobParamsItem(job.jobId, params));

      const images = job.samples.map((_, index) => picture(index));
      const ended = await completions.complete({ jobId: job.jobId, images, lost: [] }, now + skewMillis);
      if (isPublic) await publisher.publish(ended.job);
      return job.samples.map(({ imageId }) => imageId);
    },
  };
}

export type LibraryWorld = ReturnType<typeof libraryWorld>;

/** The client, whose calls take some turns of the event loop each, so that concurrent work interleaves in ever new ways. */
export function unevenClient(client: DynamoDBDocumentClient, chance: () => number): DynamoDBDocumentClient {
  const send = async (command: Parameters<DynamoDBDocumentClient['send']>[0]) => {
    for (let turns = Math.floor(chance() * 6); turns > 0; turns -= 1) await undefined;
    return client.send(command);
  };
  return Object.assign(Object.create(client) as DynamoDBDocumentClient, { send });
}
