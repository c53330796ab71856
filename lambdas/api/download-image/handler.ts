import { S3Client } from '@aws-sdk/client-s3';
import { dynamoAccess } from '../../adapters/dynamodb/access.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { DynamoImages } from '../../adapters/dynamodb/images.ts';
import { S3PictureFiles } from '../../adapters/s3/picture-files.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { apiRoute } from '../../http/api-route.ts';
import { downloadImage } from './endpoint.ts';
import { downloadImageEnv } from './env.ts';

const env = downloadImageEnv.parse(process.env);
const client = documentClient();

export const handler = apiRoute(
  downloadImage({
    access: dynamoAccess(client, env.CATALOGUE_TABLE, systemClock),
    library: new DynamoImages(client, env.IMAGES_TABLE),
    pictures: new S3PictureFiles(new S3Client(), env.IMAGES_BUCKET),
  }),
);
