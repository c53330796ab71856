/** Query names of the S3 operations that fauxqs does as S3 does. Another one it would take for a plain PUT or GET. */
const knownQueryNames = new Set([
  'x-id', // Names the operation, and changes nothing.
  'uploads',
  'uploadId',
  'partNumber',
  'delete',
  'attributes',
  'list-type',
  'prefix',
  'delimiter',
  'max-keys',
  'start-after',
  'continuation-token',
  'encoding-type',
]);

/** What a request asks for that fauxqs would do wrongly; `undefined` when there is nothing. */
export function unknownPartOf(url: string, contentType: string | undefined): string | undefined {
  // It checks no policy, signature or size of a form.
  if (contentType?.startsWith('multipart/form-data')) return 'uploads by form';

  const names = [...new URL(url, 'http://127.0.0.1').searchParams.keys()];
  const unknown = names.find((name) => !knownQueryNames.has(name));
  return unknown === undefined ? undefined : `?${encodeURIComponent(unknown)}`;
}
