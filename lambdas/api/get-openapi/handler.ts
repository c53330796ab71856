import { apiRoute } from '../../http/api-route.ts';
import { openapiDocument } from '../openapi/document.ts';
import { getOpenapi } from './endpoint.ts';

export const handler = apiRoute(getOpenapi(openapiDocument()));
