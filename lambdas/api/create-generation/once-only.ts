import { createHash } from 'node:crypto';
import type { Job } from '../../domain/jobs/job.ts';
import type { JobStore, OnceOnly } from '../../domain/jobs/job-store.ts';
import type { ApiRequest } from '../../http/api-request.ts';
import type { Failure } from '../../http/failure.ts';
import { bodySha256Hex } from './body-hash.ts';
import type { ReadRequest } from './read-request.ts';

const keptHours = 24;

const reused: Failure = {
  code: 'idempotency_key_reused',
  error: 'This Idempotency-Key was used with another body. Use a new key for a new request.',
};

/** What an Idempotency-Key comes to: nothing when there is none, the job it stands for, or the key to take. */
export type Once =
  | { readonly found: 'no-key' }
  | { readonly found: 'job'; readonly job: Job }
  | { readonly found: 'free-key'; readonly key: OnceOnly };

/** Looks a request's key up before anything else is checked: what was valid once is answered again, whatever changed since. */
export async function lookOnce(
  jobs: Pick<JobStore, 'find' | 'findOnce'>,
  { headers }: Pick<ApiRequest, 'headers'>,
  read: ReadRequest,
  { teamId, nowMillis }: { readonly teamId: string; readonly nowMillis: number },
): Promise<Once | Failure> {
  const given = headers['idempotency-key'];
  if (given === undefined) return { found: 'no-key' };
  const key = {
    keySha256Hex: createHash('sha256').update(given).digest('hex'),
    bodySha256Hex: bodySha256Hex(read),
    nowMillis,
    expiresAtMillis: nowMillis + keptHours * 3_600_000,
    instead: null,
  };
  const record = await jobs.findOnce(teamId, key.keySha256Hex, nowMillis);
  if (record === undefined) return { found: 'free-key', key };

  const job = await jobs.find(record.jobId);
  // Refused by a race before it was charged: that does not use the key up.
  if (job === undefined || (job.status === 'failed' && job.chargedAtMillis === null)) {
    return { found: 'free-key', key: { ...key, instead: record.jobId } };
  }
  return record.bodySha256Hex === key.bodySha256Hex ? { found: 'job', job } : reused;
}
