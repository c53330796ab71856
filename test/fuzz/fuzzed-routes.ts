import fc from 'fast-check';
import { openapiDocument } from '../../lambdas/api/openapi/document.ts';
import { arbitraryOf, type Schema } from './arbitraries.ts';

type Parameter = { name: string; in: string; schema: Schema; example?: string };
type OperationObject = {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: {
    content: Record<string, { schema: Schema; examples?: Record<string, { value: unknown }> }>;
  };
};

export type FuzzedRequest = {
  readonly path: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
};

export type FuzzedRoute = {
  readonly method: string;
  readonly template: string;
  readonly requests: fc.Arbitrary<FuzzedRequest>;
};

const document: { paths: Record<string, Record<string, OperationObject>> } = JSON.parse(
  JSON.stringify(openapiDocument()),
);

/** Every operation of the document, with requests that are made from its schemas alone. */
export const fuzzedRoutes: readonly FuzzedRoute[] = Object.entries(document.paths).flatMap(
  ([template, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase(),
      template,
      requests: requestsOf(template, operation),
    })),
);

function requestsOf(template: string, { parameters = [], requestBody }: OperationObject) {
  const json = requestBody?.content['application/json'];
  const examples = Object.values(json?.examples ?? {}).map(({ value }) => value);
  const body = json === undefined ? fc.constant(undefined) : bodies(json.schema, examples);

  return fc
    .record({
      path: paths(template, parameters),
      query: queries(parameters),
      body,
      headers: headers(parameters),
    })
    .map(
      ({ path, query, ...rest }): FuzzedRequest => ({
        ...rest,
        path: query === '' ? path : `${path}?${query}`,
      }),
    );
}

/** From the schema alone, and examples of which a part was changed: those get further. */
function bodies(schema: Schema, examples: readonly unknown[]): fc.Arbitrary<unknown> {
  const changed = fc
    .tuple(
      fc.constantFrom(...examples),
      arbitraryOf({ ...schema, required: [] }),
      fc.integer({ min: 0, max: 2 }),
    )
    .map(([example, change, kept]) =>
      isObject(example) && isObject(change)
        ? { ...example, ...Object.fromEntries(Object.entries(change).slice(0, kept)) }
        : change,
    );
  return fc.oneof(arbitraryOf(schema), changed);
}

function paths(template: string, parameters: readonly Parameter[]): fc.Arbitrary<string> {
  const values = parameters
    .filter((parameter) => parameter.in === 'path')
    .map(({ name, example = 'x' }) =>
      fc
        .oneof(fc.constant(example), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 50 }))
        .filter((text) => !/^\.{1,2}$/.test(text))
        .map((text) => [name, text] as const),
    );
  return fc
    .tuple(...values)
    .map((named) =>
      named.reduce(
        (path, [name, text]) => path.replace(`{${name}}`, () => encodeURIComponent(text)),
        template,
      ),
    );
}

function queries(parameters: readonly Parameter[]): fc.Arbitrary<string> {
  const named = parameters.filter((parameter) => parameter.in === 'query');
  const values = Object.fromEntries(
    named.map(({ name, schema }) => [
      name,
      fc.oneof(arbitraryOf(schema).map(String), fc.integer({ min: -1, max: 200 }).map(String)),
    ]),
  );
  return fc
    .record(values, { requiredKeys: [] })
    .map((query) => new URLSearchParams(defined(query)).toString());
}

function headers(parameters: readonly Parameter[]): fc.Arbitrary<Record<string, string>> {
  const named = parameters.filter((parameter) => parameter.in === 'header');
  const values = Object.fromEntries(
    named.map(({ name, example = 'x' }) => [
      name,
      fc.oneof(fc.constant(example), fc.stringMatching(/^[!-~]([ -~]{0,60}[!-~])?$/)),
    ]),
  );
  return fc.record(values, { requiredKeys: [] }).map(defined);
}

function defined(record: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
