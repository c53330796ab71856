import type { IncomingHttpHeaders } from 'node:http';

/** Whether the client's copy is still good, by RFC 9110, 13.2.2: the tag decides where the client sends one. */
export function hasFreshCopy(
  headers: IncomingHttpHeaders,
  { eTag, lastModified }: { readonly eTag: string | undefined; readonly lastModified: Date | undefined },
): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined) {
    return tags.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === eTag);
  }
  const since = Date.parse(headers['if-modified-since'] ?? '');
  // HTTP dates have whole seconds.
  return lastModified !== undefined && Math.floor(lastModified.getTime() / 1000) * 1000 <= since;
}
