/** How the templates change what the gateway answers by itself. */
export type GatewayResponse = {
  /** Absent: the status stays what it would be. */
  readonly status: number | undefined;
  /** By header name: `'a literal'` or `context.<variable>`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly template: string | undefined;
};

/** Why the gateway answers by itself, in its own words. */
const refusals = {
  BAD_REQUEST: { type: 'DEFAULT_4XX', status: 400, message: 'Bad Request' },
  MISSING_AUTHENTICATION_TOKEN: {
    type: 'MISSING_AUTHENTICATION_TOKEN',
    status: 403,
    message: 'Missing Authentication Token',
  },
  REQUEST_TIMEOUT: { type: 'DEFAULT_4XX', status: 408, message: 'Request Timeout' },
  REQUEST_TOO_LARGE: { type: 'REQUEST_TOO_LARGE', status: 413, message: 'Request Too Long' },
  HEADERS_TOO_LARGE: { type: 'DEFAULT_4XX', status: 431, message: 'Request Header Fields Too Large' },
  /** A function that fails, or answers what is no HTTP answer. */
  FUNCTION_FAILED: { type: 'DEFAULT_5XX', status: 502, message: 'Internal server error' },
  INTEGRATION_TIMEOUT: { type: 'INTEGRATION_TIMEOUT', status: 504, message: 'Endpoint request timed out' },
} as const;

export type Refusal = keyof typeof refusals;

export type RenderedResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** What a template may name. */
export const templateVariable = /\$context\.([A-Za-z]+(?:\.[A-Za-z]+)*)/g;
export const knownVariables: ReadonlySet<string> = new Set([
  'requestId',
  'extendedRequestId',
  'error.message',
  'error.messageString',
  'error.responseType',
]);

/** The gateway's own answer: the response of its type, else of its class, as the templates have it. */
export function renderGatewayResponse(
  responses: ReadonlyMap<string, GatewayResponse>,
  refusal: Refusal,
  requestId: string,
): RenderedResponse {
  const { type, status, message } = refusals[refusal];
  const response = responses.get(type) ?? responses.get(status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX');
  const variables: Readonly<Record<string, string>> = {
    requestId,
    extendedRequestId: requestId,
    'error.message': message,
    'error.messageString': JSON.stringify(message),
    'error.responseType': type,
  };
  const template = response?.template ?? '{"message":$context.error.messageString}';

  return {
    status: response?.status ?? status,
    headers: {
      'content-type': 'application/json',
      ...Object.fromEntries(
        Object.entries(response?.headers ?? {}).map(([name, value]) => [
          name,
          variables[value.replace(/^context\./, '')] ?? value.replace(/^'(.*)'$/, '$1'),
        ]),
      ),
    },
    body: template.replaceAll(templateVariable, (_, name: string) => variables[name] ?? ''),
  };
}
