import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { apiRoute } from '../../http/api-route.ts';
import { getDocs } from './endpoint.ts';

/** The bundle brings the renderer's files in a folder beside it. */
export const handler = apiRoute(getDocs((name) => createReadStream(join(__dirname, 'swagger-ui', name))));
