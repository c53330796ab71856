import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { CdnOrigin } from './distribution.ts';

/**
 * Stands in for CloudFront before the images bucket: GET and HEAD of the keys that the bucket's policy lets it read,
 * ranges and conditional requests included. A key that is not there is 403, as S3 answers one that may not list.
 */
export function cdn(s3: S3Client, origin: () => CdnOrigin): Server {
  return createServer((request, response) => {
    serve(request, response, s3, origin()).catch(() => {
      if (response.headersSent) response.destroy();
      else deny(response, 502, 'BadGateway');
    });
  });
}

async function serve(request: IncomingMessage, response: ServerResponse, s3: S3Client, origin: CdnOrigin) {
  if (request.method !== 'GET' && request.method !== 'HEAD') return deny(response, 403, 'MethodNotAllowed');
  const key = keyOf(request.url ?? '/');
  if (key === undefined || !origin.mayRead(key)) return deny(response, 403, 'AccessDenied');

  try {
    const { range, 'if-none-match': ifNoneMatch } = request.headers;
    const object = await s3.send(
      new GetObjectCommand({ Bucket: origin.bucket, Key: key, Range: range, IfNoneMatch: ifNoneMatch }),
    );
    await send(object, request, response, origin);
  } catch (error) {
    if (!(error instanceof S3ServiceException)) throw error;
    const status = error.$metadata.httpStatusCode ?? 502;
    if (status === 304) response.writeHead(304).end();
    else if (status === 416) deny(response, 416, 'InvalidRange');
    else deny(response, 403, 'AccessDenied');
  }
}

async function send(
  object: GetObjectCommandOutput,
  request: IncomingMessage,
  response: ServerResponse,
  { headers }: CdnOrigin,
): Promise<void> {
  const { Body, ContentType, ContentLength, ContentRange, CacheControl, ETag, LastModified } = object;
  response.writeHead(ContentRange === undefined ? 200 : 206, {
    ...headers,
    'content-type': ContentType ?? 'application/octet-stream',
    'content-length': ContentLength ?? 0,
    'accept-ranges': 'bytes',
    ...(ContentRange === undefined ? {} : { 'content-range': ContentRange }),
    ...(CacheControl === undefined ? {} : { 'cache-control': CacheControl }),
    ...(ETag === undefined ? {} : { etag: ETag }),
    ...(LastModified === undefined ? {} : { 'last-modified': LastModified.toUTCString() }),
  });
  if (!(Body instanceof Readable)) return void response.end();
  if (request.method === 'HEAD') {
    Body.destroy();
    response.end();
    return;
  }
  await pipeline(Body, response);
}

function keyOf(url: string): string | undefined {
  try {
    return decodeURIComponent(new URL(url, 'http://127.0.0.1').pathname.slice(1));
  } catch {
    return undefined;
  }
}

function deny(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`);
}
