import type { ApiRequest } from '../../http/api-request.ts';
import { type Failure, invalidRequest, type RequestIssue } from '../../http/failure.ts';
import { jsonBody } from '../../http/json-body.ts';
import { type FormFile, isMultipart, multipartBody } from '../../http/multipart-body.ts';
import { parseInput } from '../../http/parse-input.ts';
import { base64Overhead } from './base64-overhead.ts';
import { bodyOfForm } from './form-fields.ts';
import {
  createGenerationBody,
  createGenerationQuery,
  type GenerationQuery,
  type GenerationRequest,
  maxValues,
} from './request.ts';

const maxKeyLength = 255;

export type ReadRequest = {
  readonly query: GenerationQuery;
  readonly body: GenerationRequest;
  /** Only of a form. */
  readonly files: readonly FormFile[];
};

/** What can be known of a request from itself alone, be it JSON or a form; with everything that is wrong at once. */
export async function readRequest(request: ApiRequest): Promise<ReadRequest | Failure> {
  const query = parseInput(createGenerationQuery, request.query);
  const body = await readBody(request);
  const wrong = [...issuesOf(query), ...keyIssues(request), ...issuesOf(body)];
  if ('code' in body && body.code !== 'invalid_request') return body;
  if ('code' in body || 'code' in query || wrong.length > 0) return invalidRequest(wrong);

  return { query: query.value, ...body };
}

async function readBody(request: ApiRequest): Promise<Pick<ReadRequest, 'body' | 'files'> | Failure> {
  if (!isMultipart(request)) {
    const options = {
      accepted: 'application/json or multipart/form-data',
      overheadOf: base64Overhead,
      mostValues: maxValues,
    };
    const body = jsonBody(createGenerationBody, request, options);
    return 'code' in body ? body : { body: body.value, files: [] };
  }

  const read = await multipartBody(request);
  if ('code' in read) return read;
  const body = parseInput(createGenerationBody, bodyOfForm(read.form));
  return 'code' in body ? body : { body: body.value, files: read.form.files };
}

function issuesOf(read: object | Failure): RequestIssue[] {
  return 'code' in read && read.code === 'invalid_request' ? read.issues : [];
}

function keyIssues({ headers }: ApiRequest): RequestIssue[] {
  const length = headers['idempotency-key']?.length ?? 1;
  return length >= 1 && length <= maxKeyLength
    ? []
    : [{ path: 'Idempotency-Key', message: `Must be 1 to ${maxKeyLength} characters long.` }];
}
