import type { ApiRequest } from '../../http/api-request.ts';
import type { Failure } from '../../http/failure.ts';
import { jsonBody } from '../../http/json-body.ts';
import { type FormFile, isMultipart, multipartBody } from '../../http/multipart-body.ts';
import { parseInput } from '../../http/parse-input.ts';
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

/** What can be known of a request from itself alone, be it JSON or a form. */
export async function readRequest(request: ApiRequest): Promise<ReadRequest | Failure> {
  const query = parseInput(createGenerationQuery, request.query);
  if ('code' in query) return query;
  if (!isMultipart(request)) {
    const body = jsonBody(createGenerationBody, request, 'application/json or multipart/form-data');
    return 'code' in body ? body : { query: query.value, body: body.value, files: [] };
  }

  const read = await multipartBody(request);
  if ('code' in read) return read;
  const body = parseInput(createGenerationBody, bodyOfForm(read.form));
  if ('code' in body) return body;
  return { query: query.value, body: body.value, files: read.form.files };
}
