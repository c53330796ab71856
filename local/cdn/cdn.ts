import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand, HeadObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { hasFreshCopy } from './cached-copy.ts';
import type { CdnOrigin } from './distribution.ts';
import { objectHeaders } from './object-headers.ts';
import { headersFor } from './response-headers.ts';

/**
 * Stands in for CloudFront before the images bucket: GET and HEAD of the keys that the bucket's policy lets it read,
 * ranges and conditional requests included. A key that is not there is 403, as S3 answers whoever may not list.
 * `origin` is asked at the first request: the templates name this server's port.
 */
export function cdn(s3: S3Client, origin: () => CdnOrigin): Server {
  let known: CdnOrigin | undefined;
  return createServer((request, response) => {
    known ??= origin();
    serve(request, response, s3, known).catch(() => {
      if (response.headersSent) response.destroy();
      else deny(response, 502, 'BadGateway');
    });
  });
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  s3: S3Client,
  origin: CdnOrigin,
): Promise<void> {
  for (const [name, value] of Object.entries(headersFor(origin.headers, request.headers.origin))) {
    response.setHeader(name, value);
  }
  const { method = 'GET' } = request;
  if (!['GET', 'HEAD'].includes(method) || !origin.allowedMethods.includes(method)) {
    return deny(response, 403, 'MethodNotAllowed');
  }
  const key = keyOf(request.url ?? '/') || origin.rootKey;
  if (!origin.mayRead(key)) return deny(response, 403, 'AccessDenied');

  const object = await read(s3, { Bucket: origin.bucket, Key: key, Range: rangeOf(request) }, method);
  if (typeof object === 'number') {
    return object === 416 ? deny(response, 416, 'InvalidRange') : deny(response, 403, 'AccessDenied');
  }
  const isFresh = hasFreshCopy(request.headers, { eTag: object.ETag, lastModified: object.LastModified });
  response.writeHead(
    isFresh ? 304 : (object.$metadata.httpStatusCode ?? 200),
    objectHeaders(object, isFresh),
  );
  if (isFresh || !(object.body instanceof Readable)) {
    response.end();
    if (object.body instanceof Readable) object.body.destroy();
  } else {
    await pipeline(object.body, response);
  }
}

/** The object, or the status with which S3 refuses. Whether S3 is there at all is not the client's business. */
async function read(
  s3: S3Client,
  input: { readonly Bucket: string; readonly Key: string; readonly Range: string | undefined },
  method: string,
) {
  try {
    if (method === 'HEAD') return { ...(await s3.send(new HeadObjectCommand(input))), body: undefined };
    const { Body, ...object } = await s3.send(new GetObjectCommand(input));
    return { ...object, body: Body };
  } catch (error) {
    if (error instanceof S3ServiceException && error.$fault === 'client') {
      return error.$metadata.httpStatusCode ?? 403;
    }
    throw error;
  }
}

/** Empty for what names no key. Parts that climb are refused before anyone makes a path of them. */
function keyOf(url: string): string {
  try {
    const [path = ''] = url.split(/[?#]/);
    const key = decodeURIComponent(path.replace(/^\//, ''));
    return key.split('/').some((part) => part === '.' || part === '..') ? '' : key;
  } catch {
    return '';
  }
}

/** One range of bytes. Several are answered with the whole, as S3 does. */
function rangeOf({ headers }: IncomingMessage): string | undefined {
  return /^bytes=(\d+-\d*|-\d+)$/.test(headers.range ?? '') ? headers.range : undefined;
}

function deny(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`);
}
