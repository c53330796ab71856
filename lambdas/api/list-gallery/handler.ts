import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { DynamoGallery } from '../../adapters/dynamodb/gallery.ts';
import { apiRoute } from '../../http/api-route.ts';
import { listGallery } from './endpoint.ts';
import { listGalleryEnv } from './env.ts';

const env = listGalleryEnv.parse(process.env);
const client = documentClient();

export const handler = apiRoute(
  listGallery({
    gallery: new DynamoGallery(client, env.IMAGES_TABLE),
    cdnUrl: env.CDN_URL,
  }),
);
