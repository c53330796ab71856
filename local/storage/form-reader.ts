import type { IncomingMessage } from 'node:http';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import { type FormFields, fieldCollector, fieldsLimitBytes, fieldsTooLarge } from './form-fields.ts';
import type { SizeRange } from './post-policy.ts';
import type { Refusal } from './refusal.ts';

export type Form = { readonly fields: FormFields; readonly file: Buffer };

/** Decides by the fields alone, before a byte of the file is kept. */
export type Admit = (fields: FormFields) => SizeRange | Refusal;

/** The laptop's forms have ten fields, with two headers each. */
const limits = { fields: 100, fieldSize: fieldsLimitBytes, files: 1, headerPairs: 20, headerSize: 8192 };

/**
 * Reads a form to its end even when it is refused, for browsers listen only when they have sent all; but it keeps
 * nothing that is not admitted. The caller has bounded the length of the request.
 */
export async function readForm(request: IncomingMessage, admit: Admit): Promise<Form | Refusal> {
  const parser = parserOf(request);
  if (parser === undefined) return malformed;

  const { fields, add } = fieldCollector();
  let refusal: Refusal | undefined;
  let file: { readonly chunks: Buffer[]; bytes: number; readonly range: SizeRange } | undefined;
  let hasFile = false;
  const refuse = (found: Refusal | undefined) => {
    refusal ??= found;
  };

  parser.on('field', (name, value, _isNameCut, isCut) => {
    // S3 ignores what follows the file.
    if (!hasFile) refuse(isCut ? fieldsTooLarge : add(String(name), value));
  });
  parser.on('fieldsLimit', () => refuse(fieldsTooLarge));
  parser.on('filesLimit', () => refuse(notOneFile));
  parser.on('file', (_name, stream) => {
    hasFile = true;
    const range = admit(fields);
    if ('code' in range) refuse(range);
    else file = { chunks: [], bytes: 0, range };
    // A form that ends within its file: the parser says so too.
    stream.on('error', () => refuse(malformed));
    stream.on('data', (chunk: Buffer) => {
      if (file === undefined || refusal !== undefined) return;
      file.bytes += chunk.length;
      if (file.bytes <= file.range.max) file.chunks.push(chunk);
      else refuse(tooLarge(file.range));
    });
  });
  await parsed(request, parser).catch(() => refuse(malformed));
  request.unpipe(parser).resume();

  if (refusal !== undefined) return refusal;
  if (file === undefined) return refusalIn(admit(fields)) ?? notOneFile;
  if (file.bytes < file.range.min) return tooSmall(file.range);
  return { fields, file: Buffer.concat(file.chunks) };
}

/** Only the field `file` is one, whatever other parts call themselves. */
function parserOf({ headers }: IncomingMessage): BusboyInstance | undefined {
  const isPartAFile = (name: string | undefined) => name?.toLowerCase() === 'file';
  try {
    const contentType = headers['content-type'] ?? '';
    return new Busboy({ headers: { ...headers, 'content-type': contentType }, limits, isPartAFile });
  } catch {
    // It has no boundary.
    return undefined;
  }
}

function parsed(request: IncomingMessage, parser: BusboyInstance): Promise<void> {
  return new Promise((resolve, reject) => {
    parser.once('finish', resolve).on('error', reject);
    // A whole request closes too, perhaps before the parser is done with it.
    request.once('close', () => request.complete || reject(new Error('The client left within its form.')));
    request.on('error', reject).pipe(parser);
  });
}

function refusalIn(found: SizeRange | Refusal): Refusal | undefined {
  return 'code' in found ? found : undefined;
}

const malformed: Refusal = {
  status: 400,
  code: 'MalformedPOSTRequest',
  message: 'The body of your POST request is not well-formed multipart/form-data.',
};

const notOneFile: Refusal = {
  status: 400,
  code: 'InvalidArgument',
  message: 'POST requires exactly one file upload per request.',
};

function tooLarge({ max }: SizeRange): Refusal {
  const message = `Your proposed upload exceeds the maximum allowed size of ${max} bytes.`;
  return { status: 400, code: 'EntityTooLarge', message };
}

function tooSmall({ min }: SizeRange): Refusal {
  const message = `Your proposed upload is smaller than the minimum allowed size of ${min} bytes.`;
  return { status: 400, code: 'EntityTooSmall', message };
}
