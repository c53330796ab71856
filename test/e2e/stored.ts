import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ListBucketsCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { expect } from 'vitest';
import * as z from 'zod';
import { localS3Client } from '../../admin/connection/local-clients.ts';
import type { ApiClient } from './api-client.ts';
import type { Laptop } from './laptop.ts';

/** Everything that a refused request must leave alone: the balance, the jobs, and every object of every bucket. */
export async function stateOf(laptop: Laptop, api: ApiClient) {
  const jobs = await api.get('/v0/images/generations?limit=100');
  return { balance: await api.balance(), jobs: jobs.body, objects: await objectsOf(laptop.home) };
}

/** Runs something that must be refused, and checks that it leaves nothing behind. */
export async function leavingNothing<T>(laptop: Laptop, api: ApiClient, act: () => Promise<T>): Promise<T> {
  const before = await stateOf(laptop, api);
  const result = await act();
  expect(await stateOf(laptop, api), 'a refused request left something behind').toEqual(before);
  return result;
}

async function objectsOf(home: string): Promise<readonly string[]> {
  const endpoints = z
    .object({ s3: z.url() })
    .parse(JSON.parse(readFileSync(join(home, 'endpoints.json'), 'utf8')));
  const client = localS3Client(endpoints.s3);
  const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
  const found: string[] = [];
  for (const { Name } of Buckets) {
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: Name })) {
      found.push(...Contents.map(({ Key }) => `${Name}/${Key}`));
    }
  }
  client.destroy();
  return found.toSorted();
}
