import * as z from 'zod';
import { failureResponses, failureSchemas } from './failure-schemas.ts';
import { jsonSchema } from './json-schema.ts';
import type { Operation, OperationAnswer } from './operation.ts';
import { operations } from './operations.ts';

const introduction = [
  'Makes pictures from prompts and presets, keeps them in a library, and gives the credits back for every picture that did',
  'not arrive.',
  '',
  'A success is `{ "data": … }`; a failure is `{ "error", "code", "requestId" }`, and `code` is what to branch on. Send',
  'your key as `Authorization: Bearer dr_…`.',
].join('\n');

const rateLimitHeaders = {
  RateLimit: 'What is left of the requests of a minute: `"team";r=<left>;t=<seconds until it is full>`.',
  'RateLimit-Policy': 'How many requests a minute: `"team";q=<requests>;w=60`.',
};

/** The OpenAPI 3.1 document, made from the schemas that parse requests and answers. */
export function openapiDocument() {
  return {
    openapi: '3.1.0',
    info: { title: 'Darkroom', version: '0.1.0', description: introduction },
    // Beside this document, whatever host and stage it is served from.
    servers: [{ url: '..' }],
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: "A team's key." } },
      schemas: failureSchemas(),
    },
    paths: Object.fromEntries(
      Object.entries(operations).map(([path, methods]) => [
        path,
        Object.fromEntries(
          Object.entries(methods).map(([method, operation]) => [method, operationObject(operation)]),
        ),
      ]),
    ),
  };
}

function operationObject(operation: Operation): object {
  const { operationId, tag, summary, description, needsKey, answer } = operation;
  const parameters = [...pathParameters(operation), ...queryParameters(operation), ...headers(operation)];

  return {
    operationId,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    security: needsKey ? [{ key: [] }] : [],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...requestBody(operation),
    responses: { ...successes(answer, needsKey), ...failureResponses(operation) },
  };
}

function pathParameters({ pathParameters: named = {} }: Operation): object[] {
  return Object.entries(named).map(([name, { description, example }]) => ({
    name,
    in: 'path',
    required: true,
    description,
    schema: { type: 'string' },
    example,
  }));
}

function queryParameters({ query }: Operation): object[] {
  return Object.entries(query?.shape ?? {}).map(([name, schema]) => {
    const { description, ...rest } = jsonSchema(schema, 'input');
    return { name, in: 'query', required: false, description, schema: rest };
  });
}

function headers({ requestHeaders = {} }: Operation): object[] {
  return Object.entries(requestHeaders).map(([name, { description, example }]) => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string' },
    example,
  }));
}

function requestBody({ body }: Operation): object {
  if (body === undefined) return {};
  const examples = Object.entries(body.examples).map(([name, value]) => [name, { value }]);

  return {
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: jsonSchema(body.schema, 'input'),
          examples: Object.fromEntries(examples),
        },
        ...(body.multipart === undefined
          ? {}
          : { 'multipart/form-data': { schema: { type: 'object', description: body.multipart } } }),
      },
    },
  };
}

function successes(answer: OperationAnswer, needsKey: boolean): Record<string, object> {
  const named = { ...answer.headers, ...(needsKey ? rateLimitHeaders : {}) };
  const response = {
    description: answer.description,
    headers: Object.fromEntries(
      Object.entries(named).map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
    ),
    ...content(answer),
  };
  const statuses = [answer.status, ...(answer.alsoStatuses ?? [])];
  return Object.fromEntries(statuses.map((status) => [String(status), response]));
}

function content({ data, contentType, otherContentTypes = [] }: OperationAnswer): object {
  if (contentType !== undefined) {
    return { content: Object.fromEntries([contentType, ...otherContentTypes].map((type) => [type, {}])) };
  }
  if (data === undefined) return {};
  return { content: { 'application/json': { schema: jsonSchema(z.object({ data }), 'output') } } };
}
