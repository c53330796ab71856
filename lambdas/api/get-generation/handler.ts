import { S3Client } from '@aws-sdk/client-s3';
import { dynamoAccess } from '../../adapters/dynamodb/access.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { DynamoJobStore } from '../../adapters/dynamodb/job-store.ts';
import { S3PictureFiles } from '../../adapters/s3/picture-files.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { apiRoute } from '../../http/api-route.ts';
import { getGeneration } from './endpoint.ts';
import { getGenerationEnv } from './env.ts';

const env = getGenerationEnv.parse(process.env);
const client = documentClient();

export const handler = apiRoute(
  getGeneration({
    access: dynamoAccess(client, env.CATALOGUE_TABLE, systemClock),
    jobs: new DynamoJobStore(client, env.JOBS_TABLE, systemClock),
    pictures: new S3PictureFiles(new S3Client(), env.IMAGES_BUCKET),
    cdnUrl: env.CDN_URL,
  }),
);
