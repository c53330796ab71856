import { S3Client } from '@aws-sdk/client-s3';
import { S3ImageFiles } from '../../adapters/s3/image-files.ts';
import { loggedHandler } from '../../observability/logged-handler.ts';
import { logger } from '../../observability/logger.ts';
import { generatedPayload } from '../payloads.ts';
import { workflowStep } from '../workflow-step.ts';
import { storeEnv } from './env.ts';
import { store } from './step.ts';

const env = storeEnv.parse(process.env);

export const handler = loggedHandler(
  workflowStep(
    generatedPayload,
    store({
      log: logger,
      files: new S3ImageFiles(new S3Client(), {
        work: env.WORK_BUCKET,
        images: env.IMAGES_BUCKET,
        keepsOriginals: env.KEEP_ORIGINALS === 'on',
      }),
    }),
    logger,
  ),
);
