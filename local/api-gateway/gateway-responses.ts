export type GatewayResponse = {
  readonly status: number;
  /** `gatewayresponse.header.<name>` to `'literal'` or `context.<path>`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly template: string;
};

export type RenderedResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** What the gateway answers by itself: the response of this type, or the default of its class, as the template has it. */
export function renderGatewayResponse(
  responses: ReadonlyMap<string, GatewayResponse>,
  type: string,
  fallback: 'DEFAULT_4XX' | 'DEFAULT_5XX',
  requestId: string,
): RenderedResponse {
  const response = responses.get(type) ?? responses.get(fallback);
  if (response === undefined) throw new Error(`The templates describe no gateway response ${fallback}.`);

  return {
    status: response.status,
    headers: {
      'content-type': 'application/json',
      'x-amzn-errortype': type,
      ...Object.fromEntries(
        Object.entries(response.headers).map(([name, value]) => [
          name.replace('gatewayresponse.header.', '').toLowerCase(),
          value === 'context.requestId' ? requestId : value.replace(/^'(.*)'$/, '$1'),
        ]),
      ),
    },
    body: response.template.replaceAll('$context.requestId', requestId),
  };
}
