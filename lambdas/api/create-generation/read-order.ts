import type { ModelCatalogue } from '../../domain/generation/ai-model-config.ts';
import type { ApiRequest } from '../../http/api-request.ts';
import type { Failure } from '../../http/failure.ts';
import { jsonBody } from '../../http/json-body.ts';
import { parseInput } from '../../http/parse-input.ts';
import { refuseBase64 } from '../response-format.ts';
import { chooseModel } from './choose-model.ts';
import { type GenerationOrder, generationOrder } from './generation-order.ts';
import { refuseUnoffered } from './refuse-unoffered.ts';
import { createGenerationBody, createGenerationQuery } from './request.ts';

const idempotencyNotOffered: Failure = {
  code: 'invalid_request',
  error: 'The header Idempotency-Key is not offered yet. Send the request without it.',
  issues: [{ path: 'Idempotency-Key', message: 'Is not offered yet.' }],
};

/** Everything that can be known of a request before money and stores are asked. */
export async function readOrder(
  request: ApiRequest,
  { catalogue, defaultModel }: { readonly catalogue: ModelCatalogue; readonly defaultModel: string },
): Promise<{ readonly order: GenerationOrder; readonly isAsync: boolean } | Failure> {
  // Ignoring it would charge a caller twice who trusts it.
  if (request.headers['idempotency-key'] !== undefined) return idempotencyNotOffered;
  const query = parseInput(createGenerationQuery, request.query);
  if ('code' in query) return query;
  const base64 = refuseBase64(query.value);
  if (base64 !== undefined) return base64;

  const body = jsonBody(createGenerationBody, request);
  if ('code' in body) return body;
  const unoffered = refuseUnoffered(body.value);
  if (unoffered !== undefined) return unoffered;

  const chosen = await chooseModel(catalogue, body.value.modelVersion, defaultModel);
  if ('code' in chosen) return chosen;
  const read = generationOrder(chosen.model, body.value);
  if ('code' in read) return read;

  return { order: read.order, isAsync: query.value.async || chosen.model.mode === 'async' };
}
