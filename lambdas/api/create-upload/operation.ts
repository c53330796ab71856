import type { Operation } from '../openapi/operation.ts';
import { createUploadBody } from './request.ts';
import { createUploadResponse } from './response.ts';

export const createUploadOperation: Operation = {
  operationId: 'createUpload',
  tag: 'References',
  summary: 'A form for uploading one picture of up to 20 MB.',
  description: [
    'Post the form to its `url` as multipart/form-data: all `fields` first, then the file as `file`. Then name the',
    '`uploadId` in `refImageUploads`, or as the value of a file requirement in `variables`.',
  ].join('\n'),
  needsKey: true,
  body: { schema: createUploadBody, examples: { jpeg: { mimeType: 'image/jpeg', bytes: 8_000_000 } } },
  answer: { status: 200, description: 'The form.', data: createUploadResponse },
  failures: [],
};
