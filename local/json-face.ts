import type { IncomingMessage, RequestListener } from 'node:http';
import * as z from 'zod';
import { textOf } from './text-of.ts';

/** Does what one operation of the service does; throws a ServiceError to refuse. */
export type Operation = (body: unknown) => object | Promise<object>;

/** An error of the service as the SDK understands it: `__type` names the class that it makes. */
export class ServiceError extends Error {
  readonly type: string;

  constructor(type: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.type = type;
  }
}

/** Speaks AWS JSON 1.0: the header X-Amz-Target names the operation, JSON goes in and out. */
export function jsonFace(service: string, operations: Readonly<Record<string, Operation>>): RequestListener {
  return (request, response) => {
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
    call(request).then(
      (result) => answer(200, result),
      (error: unknown) => {
        const type = typeOf(error);
        // The SDK tries again after a 500, for that is our own trouble.
        answer(type === undefined ? 500 : 400, {
          __type: type ?? 'InternalFailure',
          message: error instanceof Error ? error.message : String(error),
        });
      },
    );
  };

  async function call(request: IncomingMessage): Promise<object> {
    const body = await bodyOf(request);
    const name = String(request.headers['x-amz-target']).replace(`${service}.`, '');
    const operation = operations[name];
    if (operation === undefined)
      throw new ServiceError('UnknownOperationException', `The laptop does not know ${name}.`);
    return operation(body);
  }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const text = await textOf(request);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ServiceError('SerializationException', String(error), { cause: error });
  }
}

function typeOf(error: unknown): string | undefined {
  if (error instanceof ServiceError) return error.type;
  return error instanceof z.ZodError ? 'ValidationException' : undefined;
}
