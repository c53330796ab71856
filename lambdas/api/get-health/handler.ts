import { apiRoute } from '../../http/api-route.ts';
import { getHealth } from './endpoint.ts';

export const handler = apiRoute(getHealth());
