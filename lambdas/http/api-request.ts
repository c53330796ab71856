import type { Log } from '../observability/log.ts';
import type { Failure } from './failure.ts';
import type { Reply } from './reply.ts';

/** A request as routes read it, whatever brought it here. */
export type ApiRequest = {
  readonly requestId: string;
  readonly method: string;
  /** The template that matched, such as `/v0/images/generations/{jobId}`. */
  readonly resource: string;
  /** As the client sees it, the stage's own prefix included. */
  readonly path: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  /** Of a repeated name, the last value. */
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly log: Log;
};

/** Answers one route. What it throws was not expected, and becomes a 500, or a 503 where a store did not answer. */
export type Endpoint = (request: ApiRequest) => Promise<Reply | Failure>;
