import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { openapiDocument } from '../../lambdas/api/openapi/document.ts';

type Content = Record<string, { schema?: object }>;
type OperationObject = { responses: Record<string, { content?: Content }> };
type Document = { paths: Record<string, Record<string, OperationObject>>; components: { schemas: object } };

const document: Document = JSON.parse(JSON.stringify(openapiDocument()));
const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }));
ajv.addSchema({ $id: 'https://darkroom.test/document', components: document.components });

const validators = new Map<string, ValidateFunction>();

export type SeenAnswer = {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly status: number;
  readonly contentType: string | null;
  /** Parsed, when it is JSON. */
  readonly body: unknown;
};

/** What is wrong with an answer by the OpenAPI document; nothing when it is as documented. */
export function problemsOf({ method, path, status, contentType, body }: SeenAnswer): readonly string[] {
  const [pathname = ''] = path.split('?');
  const title = `${method} ${pathname} → ${status}`;
  const documented = operationOf(method, pathname);
  // Unknown paths and wrong methods have no operation; what they answer is a failure like any other.
  if (documented === undefined)
    return status === 404 || status === 405 || status === 204 ? [] : [`${title} is in no operation`];

  const response = documented.operation.responses[String(status)];
  if (response === undefined) return [`${title} is not documented`];
  const type = contentType?.split(';')[0] ?? '';
  const content = response.content ?? {};
  if (Object.keys(content).length === 0)
    return body === undefined || body === '' ? [] : [`${title} should be empty`];
  const media = content[type];
  if (media === undefined)
    return [`${title} is documented as ${Object.keys(content).join(', ')}, not ${type}`];
  if (media.schema === undefined || method === 'HEAD') return [];

  const validate = validatorOf(`${method} ${documented.template} ${status}`, media.schema);
  return validate(body) ? [] : (validate.errors ?? []).map((error) => `${title}: ${ajv.errorsText([error])}`);
}

function operationOf(method: string, pathname: string) {
  for (const [template, methods] of Object.entries(document.paths)) {
    const pattern = new RegExp(`^${template.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`);
    const operation = methods[method.toLowerCase()];
    if (pattern.test(pathname) && operation !== undefined) return { template, operation };
  }
  return undefined;
}

function validatorOf(key: string, schema: object): ValidateFunction {
  const known = validators.get(key);
  if (known !== undefined) return known;
  const text = JSON.stringify(schema).replaceAll(
    '"#/components/',
    '"https://darkroom.test/document#/components/',
  );
  const made = ajv.compile(JSON.parse(text));
  validators.set(key, made);
  return made;
}
