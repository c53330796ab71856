import type { ApiRequest } from '../../http/api-request.ts';
import { type Failure, invalidRequest } from '../../http/failure.ts';
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
} from './request.ts';

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
  if ('code' in query) return bothOf(query, body);
  if ('code' in body) return body;

  return { query: query.value, ...body };
}

async function readBody(request: ApiRequest): Promise<Pick<ReadRequest, 'body' | 'files'> | Failure> {
  if (!isMultipart(request)) {
    const options = { accepted: 'application/json or multipart/form-data', overheadOf: base64Overhead };
    const body = jsonBody(createGenerationBody, request, options);
    return 'code' in body ? body : { body: body.value, files: [] };
  }

  const read = await multipartBody(request);
  if ('code' in read) return read;
  const body = parseInput(createGenerationBody, bodyOfForm(read.form));
  return 'code' in body ? body : { body: body.value, files: read.form.files };
}

function bothOf(query: Failure, body: object | Failure): Failure {
  if (!('code' in body)) return query;
  return query.code === 'invalid_request' && body.code === 'invalid_request'
    ? invalidRequest([...query.issues, ...body.issues])
    : body;
}
