import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import type { ApiRequest } from './api-request.ts';
import { refuseTooLarge } from './body-limit.ts';
import { type Failure, invalidRequest, type RequestIssue } from './failure.ts';

/** A file of a form. Its own file name is never used: it may hold anything. */
export type FormFile = { readonly name: string; readonly bytes: Buffer };

export type Form = {
  /** Text parts that are not empty, by name. */
  readonly fields: ReadonlyMap<string, string>;
  /** In the order in which they came; those that are not empty. */
  readonly files: readonly FormFile[];
};

/** The twelve fields, the twenty files that a preset can take, and room for empty parts. */
const maxParts = 60;
const maxNameBytes = 100;

const tooManyParts: RequestIssue = { path: '', message: `Must have at most ${maxParts} parts.` };

export function isMultipart({ headers }: Pick<ApiRequest, 'headers'>): boolean {
  return /^\s*multipart\/form-data\s*(;|$)/i.test(headers['content-type'] ?? '');
}

/** Reads a whole form. A form that is cut off, has no boundary, too many parts or a name twice is a 400. */
export async function multipartBody({
  headers,
  body,
}: Pick<ApiRequest, 'headers' | 'body'>): Promise<{ readonly form: Form } | Failure> {
  const tooLarge = refuseTooLarge(body.byteLength);
  if (tooLarge !== undefined) return tooLarge;

  const delimited = delimitedParts(headers['content-type'] ?? '', body);
  // Before it is parsed: the parser goes on after its own limit, and a million parts take more memory than there is.
  if (delimited > maxParts) return invalidRequest([tooManyParts]);
  const parts = await readParts(headers['content-type'] ?? '', body);
  if (parts === undefined) {
    return invalidRequest([{ path: '', message: 'Is not a whole multipart/form-data form.' }]);
  }
  const issues = issuesOf(parts, delimited);
  if (issues.length > 0) return invalidRequest(issues);

  return {
    form: {
      fields: new Map(parts.fields.filter(([, value]) => value !== '')),
      files: parts.files.filter(({ bytes }) => bytes.length > 0),
    },
  };
}

type Parts = { fields: [name: string, value: string][]; files: FormFile[]; isTooMany: boolean };

/** `undefined` when the bytes are no form. */
function readParts(contentType: string, body: Buffer): Promise<Parts | undefined> {
  return new Promise((resolve) => {
    const parts: Parts = { fields: [], files: [], isTooMany: false };
    const parser = parserFor(contentType);
    if (parser === undefined) return resolve(undefined);

    // A part without a name has none here, whatever the types say.
    parser.on('field', (name: string | undefined, value) => parts.fields.push([name ?? '', value]));
    parser.on('file', (name: string | undefined, stream) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => parts.files.push({ name: name ?? '', bytes: Buffer.concat(chunks) }));
      // The parser itself tells of what was cut off.
      stream.on('error', () => resolve(undefined));
    });
    for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) {
      parser.on(limit, () => {
        parts.isTooMany = true;
      });
    }
    parser.on('error', () => resolve(undefined));
    parser.on('finish', () => resolve(parts));
    parser.end(body);
  });
}

function parserFor(contentType: string): BusboyInstance | undefined {
  const headers: BusboyHeaders = { 'content-type': contentType };
  try {
    return new Busboy({
      headers,
      limits: {
        parts: maxParts,
        headerPairs: 20,
        fieldNameSize: maxNameBytes,
        // The body's own limit bounds both.
        fieldSize: Infinity,
        fileSize: Infinity,
      },
    });
  } catch {
    return undefined;
  }
}

/** Parts that the delimiters make, whatever the parser makes of them: it passes over what has no name, or is no form-data. */
function delimitedParts(contentType: string, body: Buffer): number {
  const [, quoted, bare] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
  const delimiter = Buffer.from(`\r\n--${quoted ?? bare ?? ''}`);
  let count = body.subarray(0, delimiter.length - 2).equals(delimiter.subarray(2)) ? 1 : 0;
  for (let at = body.indexOf(delimiter); at !== -1; at = body.indexOf(delimiter, at + 1)) count += 1;
  return count - 1;
}

function issuesOf({ fields, files, isTooMany }: Parts, delimited: number): RequestIssue[] {
  if (isTooMany) return [tooManyParts];
  if (fields.length + files.length !== delimited) {
    return [{ path: '', message: 'Has a part that is no form-data with a name.' }];
  }

  const names = [...fields.map(([name]) => name), ...files.map(({ name }) => name)];
  if (names.includes('')) return [{ path: '', message: 'Has a part without a name.' }];
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...twice].map((name) => ({ path: name.slice(0, maxNameBytes), message: 'Is there twice.' }));
}
