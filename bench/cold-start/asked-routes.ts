import { type RouteEntry, routes } from '../../lib/api/routes.ts';
import type { Asked } from './gateway-event.ts';

export type AskedRoute = Pick<Asked, 'method' | 'resource'> & { readonly entry: RouteEntry | 'api/no-route' };

/** These answer anybody; all others look a key up first, in one GetItem, and answer 401 to one that nobody has. */
const answersOfOpenRoutes = new Map<AskedRoute['entry'], number>([
  ['api/get-health', 200],
  ['api/get-openapi', 200],
  ['api/get-docs', 200],
  ['api/list-gallery', 200],
  ['api/no-route', 404],
]);

/** Each function of the API by one of its routes. */
export const apiFunctions: readonly AskedRoute[] = [
  ...[...Map.groupBy(routes, ({ entry }) => entry).values()].flatMap(([first]) =>
    first === undefined ? [] : [{ method: first.method, resource: first.path, entry: first.entry }],
  ),
  { method: 'ANY', resource: '/{proxy+}', entry: 'api/no-route' },
];

export function answerToAnyone(entry: AskedRoute['entry']): number {
  return answersOfOpenRoutes.get(entry) ?? 401;
}

/** What warm functions are asked, with a key that is known: reads find what they ask for. */
export const warmRequests: readonly WarmAsked[] = [
  { entry: 'api/list-generations', status: 200 },
  { entry: 'api/get-generation', status: 200, reads: 'job' },
  { entry: 'api/list-library', status: 200 },
  { entry: 'api/get-image', status: 200, reads: 'image' },
  { entry: 'api/list-presets', status: 200 },
  { entry: 'api/list-models', status: 200 },
  { entry: 'api/get-usage', status: 200 },
  { entry: 'api/list-ledger', status: 200 },
  {
    entry: 'api/create-generation',
    status: 200,
    query: { async: 'true' },
    json: { prompt: 'a serene mountain lake at sunrise', aspectRatio: '16:9' },
  },
];

export type WarmAsked = Pick<Asked, 'query' | 'json'> & {
  readonly entry: RouteEntry;
  readonly status: number;
  /** What the path names; nothing unless given. */
  readonly reads?: 'job' | 'image';
};
