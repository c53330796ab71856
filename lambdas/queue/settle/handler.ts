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
import { loggedHandler } from '../../observability/logged-handler.ts';
import { logger } from '../../observability/logger.ts';
import { settleConsumer } from './consumer.ts';
import { settleEnv } from './env.ts';
import { settleJob } from './settle-job.ts';

const env = settleEnv.parse(process.env);
const client = documentClient();
const s3 = new S3Client();
const tables = { jobs: env.JOBS_TABLE, credits: env.CREDITS_TABLE, images: env.IMAGES_TABLE };

export const handler = loggedHandler(
  settleConsumer(
    settleJob({
      jobs: new DynamoJobStore(client, env.JOBS_TABLE, systemClock),
      ledger: new DynamoLedger(client, tables, systemClock),
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
