/** Every route of the API, once: the resource, its method, and the folder of the function that answers it. */
export const routes = [
  { method: 'POST', path: '/v0/images/generations', entry: 'api/create-generation' },
  { method: 'GET', path: '/v0/images/generations', entry: 'api/list-generations' },
  { method: 'GET', path: '/v0/images/generations/{jobId}', entry: 'api/get-generation' },
  { method: 'GET', path: '/v0/images/library', entry: 'api/list-library' },
  { method: 'GET', path: '/v0/images/library/{imageId}', entry: 'api/get-image' },
  { method: 'PATCH', path: '/v0/images/library/{imageId}', entry: 'api/update-image' },
  { method: 'DELETE', path: '/v0/images/library/{imageId}', entry: 'api/delete-image' },
  { method: 'GET', path: '/v0/images/library/{imageId}/download', entry: 'api/download-image' },
  { method: 'HEAD', path: '/v0/images/library/{imageId}/download', entry: 'api/download-image' },
  { method: 'GET', path: '/v0/images/gallery', entry: 'api/list-gallery' },
  { method: 'GET', path: '/v0/presets', entry: 'api/list-presets' },
  { method: 'POST', path: '/v0/presets', entry: 'api/create-preset' },
  { method: 'GET', path: '/v0/presets/{presetId}', entry: 'api/get-preset' },
  { method: 'PUT', path: '/v0/presets/{presetId}', entry: 'api/put-preset' },
  { method: 'DELETE', path: '/v0/presets/{presetId}', entry: 'api/delete-preset' },
  { method: 'POST', path: '/v0/uploads', entry: 'api/create-upload' },
  { method: 'GET', path: '/v0/models', entry: 'api/list-models' },
  { method: 'GET', path: '/v0/usage', entry: 'api/get-usage' },
  { method: 'GET', path: '/v0/usage/ledger', entry: 'api/list-ledger' },
  { method: 'GET', path: '/v0/health', entry: 'api/get-health' },
  { method: 'GET', path: '/v0/openapi.json', entry: 'api/get-openapi' },
  { method: 'GET', path: '/v0/docs', entry: 'api/get-docs' },
  { method: 'GET', path: '/v0/docs/{asset}', entry: 'api/get-docs' },
] as const;

export type RouteEntry = (typeof routes)[number]['entry'];

/** JSON for the function that answers wrong methods: `{ "/v0/usage": ["GET"], … }`. */
export function allowedMethods(): string {
  const byPath = Map.groupBy(routes, ({ path }) => path);
  return JSON.stringify(
    Object.fromEntries([...byPath].map(([path, found]) => [path, found.map(({ method }) => method)])),
  );
}
