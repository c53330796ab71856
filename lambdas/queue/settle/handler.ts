import { S3Client } from '@aws-sdk/client-s3';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { DynamoGalleryPublisher } from '../../adapters/dynamodb/gallery-publisher.ts';
import { DynamoJobStore } from '../../adapters/dynamodb/job-store.ts';
import { DynamoLedger } from '../../adapters/dynamodb/ledger.ts';
import { DynamoOpenJobs } from '../../adapters/dynamodb/open-jobs.ts';
import { S3ImageFiles } from '../../adapters/s3/image-files.ts';
import { S3Originals } from '../../adapters/s3/originals.ts';
import { S3PictureFiles } from '../../adapters/s3/picture-files.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { loggedHandler } from '../../observability/logged-handler.ts';
import { logger } from '../../observability/logger.ts';
import { meterOf } from '../../observability/metrics.ts';
import { countingComplete, countingRefund, countSettled } from '../../workflow/count-ends.ts';
import { settleConsumer } from './consumer.ts';
import { settleEnv } from './env.ts';
import { settleJob } from './settle-job.ts';

const env = settleEnv.parse(process.env);
const client = documentClient();
const s3 = new S3Client();
const tables = { jobs: env.JOBS_TABLE, credits: env.CREDITS_TABLE, images: env.IMAGES_TABLE };

const meter = meterOf(env.STAGE);
const count = (job: Job) => countSettled(meter, job);
const jobs = new DynamoJobStore(client, env.JOBS_TABLE, systemClock);
const ledger = new DynamoLedger(client, tables, systemClock);

export const handler = loggedHandler(
  settleConsumer(
    settleJob({
      jobs: {
        find: (jobId) => jobs.find(jobId),
        failUncharged: async (...move) => {
          const job = await jobs.failUncharged(...move);
          if (job.status === 'failed') count(job);
          return job;
        },
      },
      ledger: { ...countingComplete(ledger, count), ...countingRefund(ledger, count) },
      openJobs: new DynamoOpenJobs(client, env.JOBS_TABLE),
      gallery: new DynamoGalleryPublisher(client, tables, systemClock),
      originals: new S3Originals(s3, env.WORK_BUCKET),
      files: new S3ImageFiles(s3, {
        work: env.WORK_BUCKET,
        images: env.IMAGES_BUCKET,
        keepsOriginals: env.KEEP_ORIGINALS === 'on',
      }),
      pictures: new S3PictureFiles(s3, env.IMAGES_BUCKET),
      clock: systemClock,
      log: logger,
    }),
    logger,
  ),
);
