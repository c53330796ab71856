import { S3Client } from '@aws-sdk/client-s3';
import { dynamoAccess } from '../../adapters/dynamodb/access.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { DynamoImageRemovals } from '../../adapters/dynamodb/image-removals.ts';
import { DynamoImages } from '../../adapters/dynamodb/images.ts';
import { S3PictureFiles } from '../../adapters/s3/picture-files.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { apiRoute } from '../../http/api-route.ts';
import { deleteImage } from './endpoint.ts';
import { deleteImageEnv } from './env.ts';

const env = deleteImageEnv.parse(process.env);
const client = documentClient();

export const handler = apiRoute(
  deleteImage({
    access: dynamoAccess(client, env.CATALOGUE_TABLE, systemClock),
    library: new DynamoImages(client, env.IMAGES_TABLE),
    removals: new DynamoImageRemovals(
      client,
      { images: env.IMAGES_TABLE, jobs: env.JOBS_TABLE },
      systemClock,
    ),
    pictures: new S3PictureFiles(new S3Client(), env.IMAGES_BUCKET),
  }),
);
