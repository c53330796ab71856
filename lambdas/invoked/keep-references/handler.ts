import { S3Client } from '@aws-sdk/client-s3';
import { SharpReferenceDecoder } from '../../adapters/reference-pictures/sharp-reference-decoder.ts';
import { GuardedReferenceUrls } from '../../adapters/reference-urls/guarded-reference-urls.ts';
import { S3References } from '../../adapters/s3/references.ts';
import { S3Uploads } from '../../adapters/s3/uploads.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { referenceOrder } from '../../domain/references/reference-keeper.ts';
import { loggedHandler } from '../../observability/logged-handler.ts';
import { logger } from '../../observability/logger.ts';
import { keepReferencesEnv } from './env.ts';
import { keepReferences } from './step.ts';

const env = keepReferencesEnv.parse(process.env);
const s3 = new S3Client();

const keep = keepReferences({
  urls: new GuardedReferenceUrls({
    allowHttp: env.REFERENCE_HTTP === 'on',
    allowedHosts: env.REFERENCE_ALLOW.split(',').filter((host) => host !== ''),
  }),
  uploads: new S3Uploads(s3, env.WORK_BUCKET, systemClock),
  decoder: new SharpReferenceDecoder(),
  store: new S3References(s3, env.WORK_BUCKET),
  log: logger,
});

export const handler = loggedHandler((event) => {
  const order = referenceOrder.parse(event);
  logger.about({ jobId: order.jobId, requestId: order.requestId });
  return keep(order);
});
