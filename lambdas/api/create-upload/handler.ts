import { S3Client } from '@aws-sdk/client-s3';
import { dynamoAccess } from '../../adapters/dynamodb/access.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { S3Uploads } from '../../adapters/s3/uploads.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { randomIds } from '../../adapters/system/random-ids.ts';
import { apiRoute } from '../../http/api-route.ts';
import { createUpload } from './endpoint.ts';
import { createUploadEnv } from './env.ts';

const env = createUploadEnv.parse(process.env);
const client = documentClient();

export const handler = apiRoute(
  createUpload({
    access: dynamoAccess(client, env.CATALOGUE_TABLE, systemClock),
    uploads: new S3Uploads(new S3Client(), env.WORK_BUCKET, systemClock),
    ids: randomIds,
  }),
);
