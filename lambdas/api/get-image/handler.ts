import { dynamoAccess } from '../../adapters/dynamodb/access.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { DynamoImages } from '../../adapters/dynamodb/images.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { apiRoute } from '../../http/api-route.ts';
import { getImage } from './endpoint.ts';
import { getImageEnv } from './env.ts';

const env = getImageEnv.parse(process.env);
const client = documentClient();

export const handler = apiRoute(
  getImage({
    access: dynamoAccess(client, env.CATALOGUE_TABLE, systemClock),
    library: new DynamoImages(client, env.IMAGES_TABLE),
    cdnUrl: env.CDN_URL,
  }),
);
