import {
  type ResponseType as GatewayResponseType,
  ResponseType,
  type RestApi,
} from 'aws-cdk-lib/aws-apigateway';

type Envelope = {
  readonly type: GatewayResponseType;
  readonly status: number;
  readonly code: string;
  readonly error: string;
  /** JSON members beside `error`, `code` and `requestId`. */
  readonly extras?: string;
};

/** Raw bytes that a request may bring: what fits Lambda's 6 MB event once it is base64. */
const limitBytes = 4_500_000;

/**
 * None of these says how far a request came: a function that Lambda throttled, which began nothing, is answered as one that
 * crashed when its job was accepted. So the sentence says when asking again is safe, and the header stops clients that do
 * it by themselves.
 */
const internal = {
  status: 500,
  code: 'internal_error',
  error:
    'Something went wrong on our side. Asking again is safe, but for a POST only under its Idempotency-Key.',
};
const malformed = { status: 400, code: 'invalid_request', error: 'The request is malformed.' };
const nothingThere = { status: 404, code: 'not_found', error: 'There is nothing at this address.' };
const tooMany = { status: 429, code: 'rate_limited', error: 'Too many requests. Wait a second.' };
const notAllowed = { status: 401, code: 'unauthorized', error: 'The request is not allowed.' };

/**
 * What API Gateway answers by itself, in the API's own envelope: every type that it has, for a type of its own would
 * keep its status whatever its class says. Texts are fixed: its own would leak what it is.
 */
const envelopes: readonly Envelope[] = [
  { type: ResponseType.DEFAULT_4XX, ...malformed },
  { type: ResponseType.DEFAULT_5XX, ...internal },
  { type: ResponseType.BAD_REQUEST_BODY, ...malformed },
  { type: ResponseType.BAD_REQUEST_PARAMETERS, ...malformed },
  { type: ResponseType.MISSING_AUTHENTICATION_TOKEN, ...nothingThere },
  { type: ResponseType.RESOURCE_NOT_FOUND, ...nothingThere },
  {
    type: ResponseType.REQUEST_TOO_LARGE,
    status: 413,
    code: 'payload_too_large',
    error: `The request is too large: at most ${limitBytes} bytes. Larger pictures go through POST /v0/uploads.`,
    extras: `,"limitBytes":${limitBytes}`,
  },
  {
    type: ResponseType.UNSUPPORTED_MEDIA_TYPE,
    status: 415,
    code: 'unsupported_media_type',
    error: 'Send the body as application/json.',
  },
  { type: ResponseType.THROTTLED, ...tooMany },
  { type: ResponseType.QUOTA_EXCEEDED, ...tooMany },
  { type: ResponseType.ACCESS_DENIED, ...notAllowed },
  { type: ResponseType.UNAUTHORIZED, ...notAllowed },
  { type: ResponseType.INVALID_API_KEY, ...notAllowed },
  { type: ResponseType.INVALID_SIGNATURE, ...notAllowed },
  { type: ResponseType.EXPIRED_TOKEN, ...notAllowed },
  {
    type: ResponseType.WAF_FILTERED,
    status: 400,
    code: 'invalid_request',
    error: 'The request was refused by the firewall.',
  },
  { type: ResponseType.AUTHORIZER_FAILURE, ...internal },
  { type: ResponseType.AUTHORIZER_CONFIGURATION_ERROR, ...internal },
  { type: ResponseType.API_CONFIGURATION_ERROR, ...internal },
  { type: ResponseType.INTEGRATION_FAILURE, ...internal },
  {
    type: ResponseType.INTEGRATION_TIMEOUT,
    status: 504,
    code: 'generation_timeout',
    error: 'The request took too long. If it started a job, the job goes on.',
  },
];

export function addGatewayResponses(api: RestApi): void {
  for (const { type, status, code, error, extras = '' } of envelopes) {
    api.addGatewayResponse(`Gateway${type.responseType}`, {
      type,
      statusCode: String(status),
      responseHeaders: {
        'X-Request-Id': 'context.requestId',
        'Access-Control-Allow-Origin': "'*'",
        'Access-Control-Expose-Headers': "'X-Request-Id, Retry-After, X-Should-Retry'",
        ...(status === 429 ? { 'Retry-After': "'1'" } : {}),
        // Whoever repeats a POST blindly may pay twice; one answer serves all methods, with a key or without.
        ...(status >= 500 ? { 'X-Should-Retry': "'false'" } : {}),
      },
      templates: {
        'application/json': `{"error":"${error}","code":"${code}","requestId":"$context.requestId"${extras}}`,
      },
    });
  }
}
