import * as z from 'zod';
import { apiRoute } from '../../http/api-route.ts';
import { noRoute } from './endpoint.ts';
import { noRouteEnv } from './env.ts';

const env = noRouteEnv.parse(process.env);
const allowedMethods = z.record(z.string(), z.array(z.string())).parse(JSON.parse(env.ALLOWED_METHODS));

export const handler = apiRoute(noRoute(allowedMethods));
