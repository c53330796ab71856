import { dynamoAccess } from '../../adapters/dynamodb/access.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { DynamoImagePublications } from '../../adapters/dynamodb/image-publications.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { apiRoute } from '../../http/api-route.ts';
import { updateImage } from './endpoint.ts';
import { updateImageEnv } from './env.ts';

const env = updateImageEnv.parse(process.env);
const client = documentClient();

export const handler = apiRoute(
  updateImage({
    access: dynamoAccess(client, env.CATALOGUE_TABLE, systemClock),
    publications: new DynamoImagePublications(client, env.IMAGES_TABLE, systemClock),
    cdnUrl: env.CDN_URL,
  }),
);
