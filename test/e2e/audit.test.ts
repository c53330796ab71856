import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit } from '../../admin/audit/audit.ts';
import { connectToLaptop } from '../../admin/connection/laptop.ts';
import type { Target } from '../../admin/connection/target.ts';
import { DynamoJobStore } from '../../lambdas/adapters/dynamodb/job-store.ts';
import { keys } from '../../lambdas/adapters/dynamodb/keys.ts';
import { jobEntryId } from '../../lambdas/adapters/dynamodb/ledger-record.ts';
import { systemClock } from '../../lambdas/adapters/system/clock.ts';
import type { Job } from '../../lambdas/domain/jobs/job.ts';
import { runAdmin } from './admin.ts';
import { apiClient, completed } from './api-client.ts';
import { type Laptop, startLaptop } from './laptop.ts';

type Key = { readonly pk: string; readonly sk: string };

let laptop: Laptop;
let target: Target;
/** Two of three pictures arrived: it has a charge, a refund, and pictures. */
let job: Job;

beforeAll(async () => {
  laptop = await startLaptop();
  const api = apiClient(laptop.apiUrl, laptop.apiKey);
  const asked = { prompt: 'x', modelVersion: 'sandbox-partial', sampleCount: 3, resolution: 'low' };
  const { data } = completed.parse((await api.generate(asked)).body);
  target = await connectToLaptop(laptop.home);
  const jobs = new DynamoJobStore(target.client, target.tables.jobs, systemClock);
  const stored = await jobs.find(data.id);
  if (stored === undefined) throw new Error('The job was not stored.');
  job = stored;
});
afterAll(async () => {
  await target.close();
  await laptop.stop();
});

describe('the audit of what somebody tampered with', () => {
  it('finds nothing before', async () => {
    expect(await runAdmin(laptop.home, ['audit'])).toEqual({ teams: 1, entries: 3, mismatches: [] });
  });

  it('finds a balance that was raised, and fails the command', async () => {
    await changed(
      target.tables.credits,
      keys.balance(job.teamId),
      (item) => ({
        ...item,
        balance: Number(item['balance']) + 1,
      }),
      async () => {
        await expect(runAdmin(laptop.home, ['audit'])).rejects.toThrow(
          'balance_is_not_the_sum_of_the_ledger',
        );
      },
    );
  });

  it('finds an active job that does not exist', async () => {
    await changed(
      target.tables.credits,
      keys.balance(job.teamId),
      (item) => ({ ...item, activeJobs: 1 }),
      async () => {
        expect(await kinds()).toEqual(['active_jobs_miscounted']);
      },
    );
  });

  it('finds a refund that was taken away', async () => {
    await changed(
      target.tables.credits,
      entryKey('refund'),
      () => undefined,
      async () => {
        expect(await kinds()).toEqual([
          'balance_is_not_the_sum_of_the_ledger',
          'balance_is_not_the_sum_of_the_ledger',
          'refund_wrong',
        ]);
      },
    );
  });

  it('finds a charge that was repeated at another moment', async () => {
    const key = keys.ledgerEntry(job.teamId, (job.chargedAtMillis ?? 0) + 1, jobEntryId('charge', job.jobId));
    const { Item = {} } = await target.client.send(
      new GetCommand({ TableName: target.tables.credits, Key: entryKey('charge') }),
    );
    await changed(
      target.tables.credits,
      key,
      () => ({ ...Item, ...key }),
      async () => {
        expect(await kinds()).toContain('charged_twice');
      },
    );
  });

  it('finds a job that no sweeper will ever see', async () => {
    const key = keys.job('job_stray');
    const stray = { ...job, ...key, jobId: 'job_stray', status: 'queued', chargedAtMillis: null, images: [] };
    await changed(
      target.tables.jobs,
      key,
      () => ({ ...stray, deletedImageIds: undefined }),
      async () => {
        expect(await kinds()).toEqual(['job_stuck']);
      },
    );
  });

  it('finds pictures that are not stored, or not in the library', async () => {
    const { imageId = '', storageKey: Key = '' } = job.samples[0] ?? {};
    const object = { Bucket: target.imagesBucket, Key };
    const { Body } = await target.s3.send(new GetObjectCommand(object));
    const bytes = await Body?.transformToByteArray();
    await target.s3.send(new DeleteObjectCommand(object));
    expect(await kinds()).toEqual(['image_missing']);
    await target.s3.send(new PutObjectCommand({ ...object, Body: bytes }));

    await changed(
      target.tables.images,
      keys.image(imageId),
      () => undefined,
      async () => {
        expect(await kinds()).toEqual(['image_missing']);
      },
    );
  });

  it('finds nothing once all is as it was', async () => {
    expect(await kinds()).toEqual([]);
  });
});

function entryKey(type: 'charge' | 'refund'): Key {
  const at = type === 'charge' ? job.chargedAtMillis : job.endedAtMillis;
  return keys.ledgerEntry(job.teamId, at ?? 0, jobEntryId(type, job.jobId));
}

async function kinds(): Promise<readonly string[]> {
  const { mismatches } = await audit(target, async () => {});
  return mismatches.map(({ kind }) => kind).toSorted();
}

/** Changes one item, or takes it away, for as long as `check` looks. */
async function changed(
  TableName: string,
  Key: Key,
  change: (item: Record<string, unknown>) => Record<string, unknown> | undefined,
  check: () => Promise<void>,
): Promise<void> {
  const put = async (Item: Record<string, unknown> | undefined) => {
    if (Item === undefined) await target.client.send(new DeleteCommand({ TableName, Key }));
    else await target.client.send(new PutCommand({ TableName, Item }));
  };
  const { Item: before } = await target.client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
  await put(change(before ?? {}));
  try {
    await check();
  } finally {
    await put(before);
  }
}
