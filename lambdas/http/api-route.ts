import middy from '@middy/core';
import { executionModeStreamifyResponse } from '@middy/core/StreamifyResponse';
import { logEvents } from '../observability/log-events.ts';
import { logger } from '../observability/logger.ts';
import type { Endpoint } from './api-request.ts';
import { failureOfThrown } from './failure-reply.ts';
import { apiRequest, requestIdOf, routeOf } from './gateway-event.ts';
import { identifiedReply } from './identified-reply.ts';
import type { Reply } from './reply.ts';

/** Lambda's answer: no `isBase64Encoded`, which a streamed answer does not know. */
type GatewayReply = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Reply['body'];
};

/**
 * The stack of every route, from the outside in:
 * 1. the request's id, on every log line and in `X-Request-Id`
 * 2. one log line when it starts, and one when it is answered, with its status, its failure's code and how long it took
 * 3. whatever is thrown becomes a logged failure in our envelope: without `onError`, API Gateway would make a bare 502
 * 4. the endpoint: authenticates, then reads the request, then acts
 *
 * Streams its answer, so nothing is sent before the status is known, and the global `awslambda` must exist when this runs.
 */
export function apiRoute(endpoint: Endpoint) {
  // A function serves one request at a time.
  let startedAtMillis = 0;
  return middy<unknown, GatewayReply>({ executionMode: executionModeStreamifyResponse })
    .before(({ event, context }) => {
      startedAtMillis = Date.now();
      const { awsRequestId: functionRequestId } = context;
      logger.startInvocation({ requestId: requestIdOf(event) ?? functionRequestId, functionRequestId });
      logger.info(logEvents.request.started, { route: routeOf(event) });
    })
    .onError(({ event, context, error }) => {
      const failure = failureOfThrown(error);
      const { crashed, storeUnavailable } = logEvents.request;
      logger.error(failure.code === 'overloaded' ? storeUnavailable : crashed, { error });

      return answered(event, identifiedReply(failure, requestIdOf(event) ?? context.awsRequestId));
    })
    .handler(async (event, context) => {
      const requestId = requestIdOf(event) ?? context.awsRequestId;
      const answer = await endpoint(apiRequest(event, requestId, logger));

      return answered(event, identifiedReply(answer, requestId));
    });

  function answered(event: unknown, { status, headers, body, failureCode }: Reply): GatewayReply {
    const millis = Date.now() - startedAtMillis;
    logger.info(logEvents.request.completed, { route: routeOf(event), status, failureCode, millis });
    return { statusCode: status, headers, body };
  }
}
