import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { openapiDocument } from '../../../lambdas/api/openapi/document.ts';
import { operations } from '../../../lambdas/api/openapi/operations.ts';
import { routes } from '../../../lib/api/routes.ts';
import { problemsOf } from '../../support/openapi-validator.ts';

const failure = { error: 'There is nothing here.', code: 'not_found', requestId: 'request-1' };

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(JSON.parse(JSON.stringify(openapiDocument())));

    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  it('has one operation for each route that is deployed, and none beside', () => {
    const documented = Object.entries(operations).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );

    expect(documented.toSorted()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).toSorted());
  });

  it('names every parameter of every path, and gives each operation a name of its own', () => {
    const all = Object.entries(operations).flatMap(([path, methods]) =>
      Object.values(methods).map((operation) => ({ path, ...operation })),
    );

    for (const { path, pathParameters = {} } of all) {
      expect(Object.keys(pathParameters)).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    }
    expect(new Set(all.map(({ operationId }) => operationId)).size).toBe(all.length);
  });

  it('gives each body at least one example', () => {
    const bodies = Object.values(operations).flatMap((methods) =>
      Object.values(methods).flatMap(({ body }) => (body === undefined ? [] : [body])),
    );

    expect(bodies.length).toBeGreaterThan(3);
    for (const { examples } of bodies) expect(Object.keys(examples)).not.toEqual([]);
  });
});

describe('the check of answers against it', () => {
  const answered = (status: number, body: unknown, path = '/v0/images/library/img_1') =>
    problemsOf({ method: 'GET', path, status, contentType: 'application/json', body });

  it('lets pass what is documented', () => {
    expect(answered(404, failure)).toEqual([]);
    expect(answered(200, { data: { status: 'ok' } }, '/v0/health')).toEqual([]);
  });

  it.each([
    ['a status that is not', answered(409, failure)],
    ['a code of another status', answered(404, { ...failure, code: 'invalid_request' })],
    ['a missing field', answered(200, { data: {} }, '/v0/health')],
    ['a field that is not', answered(200, { data: { status: 'ok', secret: 1 } }, '/v0/health')],
    ['a path that is not', answered(200, {}, '/v0/secret')],
  ])('finds %s', (_, problems) => {
    expect(problems).not.toEqual([]);
  });
});
