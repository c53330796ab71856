import type { OutgoingHttpHeaders } from 'node:http';
import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';

/** What S3 says of an object, as HTTP. A 304 says only what a cache needs. */
export function objectHeaders(
  object: Omit<GetObjectCommandOutput, 'Body'>,
  isFresh: boolean,
): OutgoingHttpHeaders {
  const ofCache = {
    etag: object.ETag,
    'cache-control': object.CacheControl,
    'last-modified': object.LastModified?.toUTCString(),
  };
  const ofBody = {
    'accept-ranges': 'bytes',
    'content-type': object.ContentType ?? 'application/octet-stream',
    'content-length': object.ContentLength,
    'content-range': object.ContentRange,
    'content-disposition': object.ContentDisposition,
    'content-encoding': object.ContentEncoding,
  };
  const all = isFresh ? ofCache : { ...ofCache, ...ofBody };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
