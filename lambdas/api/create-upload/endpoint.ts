import type { RandomIds } from '../../domain/jobs/random-ids.ts';
import type { Uploads } from '../../domain/references/uploads.ts';
import { type Access, authenticated } from '../../http/authenticated.ts';
import { jsonBody } from '../../http/json-body.ts';
import { ok } from '../../http/reply.ts';
import { createUploadBody } from './request.ts';
import { createUploadResponse } from './response.ts';

export type CreateUploadDependencies = {
  readonly access: Access;
  readonly uploads: Pick<Uploads, 'offer'>;
  readonly ids: Pick<RandomIds, 'uploadId'>;
};

/** A form with which the client puts one file into the store itself: files larger than a request may be. */
export function createUpload({ access, uploads, ids }: CreateUploadDependencies) {
  return authenticated(access, async (request, { teamHandle }) => {
    const body = jsonBody(createUploadBody, request);
    if ('code' in body) return body;

    const uploadId = ids.uploadId();
    const { url, fields, expiresAtMillis } = await uploads.offer({ teamHandle }, { uploadId, ...body.value });
    return ok(createUploadResponse, {
      uploadId,
      method: 'POST',
      url,
      fields: { ...fields },
      expiresAt: new Date(expiresAtMillis).toISOString(),
    });
  });
}
