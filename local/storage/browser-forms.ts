import type { buildApp } from 'fauxqs';
import { readUpload, type UploadedObject, type UploadRules } from './form-upload.ts';
import { type Refusal, xmlOf } from './refusal.ts';
import { bucketAt, isForm } from './s3-requests.ts';

type App = ReturnType<typeof buildApp>;

/**
 * Presigned POST uploads, which fauxqs would take without a look at their policy: we answer before its routes do. Pages
 * of every origin may send them and read the answer, for a form without our signature does nothing.
 */
export function takeBrowserForms(app: App, rules: UploadRules): void {
  app.addHook('onRequest', async ({ url, method, headers, raw }, reply) => {
    const bucket = bucketAt(url);
    if (bucket === undefined) return;

    if (method === 'OPTIONS') {
      const asked = headers['access-control-request-headers'];
      await reply
        .code(200)
        .headers({ ...openToPages, ...preflightHeaders(asked) })
        .send();
    } else if (method === 'POST' && isForm(headers['content-type'])) {
      const upload = await readUpload(raw, bucket, rules);
      const stored = 'code' in upload ? upload : await store(app, upload);
      reply.headers(openToPages);
      if ('eTag' in stored) await reply.code(204).header('etag', stored.eTag).send();
      else await reply.code(stored.status).type('application/xml').send(xmlOf(stored));
    }
  });
}

const openToPages = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag',
};

function preflightHeaders(asked: string | undefined): Record<string, string> {
  return {
    'access-control-allow-methods': 'POST',
    ...(asked === undefined ? {} : { 'access-control-allow-headers': asked }),
  };
}

/** As PutObject. The key is one segment of the URL, in which `..` would be resolved. */
async function store(
  app: App,
  { bucket, key, contentType, file }: UploadedObject,
): Promise<{ readonly eTag: string } | Refusal> {
  const { statusCode, headers } = await app.inject({
    method: 'PUT',
    url: `/${bucket}/${encodeURIComponent(key)}`,
    headers: { 'content-type': contentType },
    payload: file,
  });
  if (statusCode === 200) return { eTag: String(headers.etag) };
  if (statusCode === 404) return noSuchBucket;
  // There are types that fauxqs reads as requests of other services.
  return {
    status: 500,
    code: 'InternalError',
    message: `fauxqs did not store ${contentType}: ${statusCode}.`,
  };
}

const noSuchBucket: Refusal = {
  status: 404,
  code: 'NoSuchBucket',
  message: 'The specified bucket does not exist.',
};
