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
  // It checks no policy, signature or size of a form: those to a bucket are taken before they come here.
  if (isForm(contentType)) return 'uploads by form to this address';

  const names = [...new URL(url, 'http://127.0.0.1').searchParams.keys()];
  const unknown = names.find((name) => !knownQueryNames.has(name));
  return unknown === undefined ? undefined : `?${encodeURIComponent(unknown)}`;
}

/** Whoever names it at all: so loosely fauxqs looks for it. */
export function isForm(contentType: string | undefined): boolean {
  return contentType?.toLowerCase().includes('multipart/form-data') ?? false;
}

/** The bucket to whose own address a request goes, without a query. */
export function bucketAt(url: string): string | undefined {
  return /^\/([a-z0-9][a-z0-9.-]+)\/?$/.exec(url)?.[1];
}
