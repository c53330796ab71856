/** Every route of the API, once: the resource, its method, and the folder of the function that answers it. */
export const routes = [
  { method: 'POST', path: '/v0/images/generations', entry: 'api/create-generation' },
  { method: 'GET', path: '/v0/images/generations/{jobId}', entry: 'api/get-generation' },
  { method: 'GET', path: '/v0/images/library', entry: 'api/list-library' },
  { method: 'GET', path: '/v0/images/library/{imageId}', entry: 'api/get-image' },
  { method: 'GET', path: '/v0/usage', entry: 'api/get-usage' },
  { method: 'GET', path: '/v0/health', entry: 'api/get-health' },
] as const;

export type RouteEntry = (typeof routes)[number]['entry'];

/** JSON for the function that answers wrong methods: `{ "/v0/usage": ["GET"], … }`. */
export function allowedMethods(): string {
  const byPath = Map.groupBy(routes, ({ path }) => path);
  return JSON.stringify(
    Object.fromEntries([...byPath].map(([path, found]) => [path, found.map(({ method }) => method)])),
  );
}
