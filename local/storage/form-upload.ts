import type { IncomingMessage } from 'node:http';
import type { FormFields } from './form-fields.ts';
import { readForm } from './form-reader.ts';
import { checkSignature } from './form-signature.ts';
import { checkPolicy, type SizeRange } from './post-policy.ts';
import { againstPolicy, notKnown, type Refusal } from './refusal.ts';

/** An object that may be written, for its form has kept to its policy. */
export type UploadedObject = {
  readonly bucket: string;
  readonly key: string;
  readonly contentType: string;
  readonly file: Buffer;
};

/** What fields may ask for here. S3 knows more: metadata, redirects, other answers. */
const knownField =
  /^(bucket|key|content-type|policy|x-amz-(algorithm|credential|date|signature)|x-ignore-.*)$/;

/** S3's limit of a key in UTF-8. */
const keyLimitBytes = 1024;

export type UploadRules = { readonly requestLimitBytes: number; readonly now: () => number };

/** A form that a browser sends to `bucket`, after `createPresignedPost`. */
export async function readUpload(
  request: IncomingMessage,
  bucket: string,
  { requestLimitBytes, now }: UploadRules,
): Promise<UploadedObject | Refusal> {
  const length = request.headers['content-length'];
  if (length === undefined) return lengthMissing;
  if (Number(length) > requestLimitBytes) return requestTooLarge;

  const form = await readForm(request, (fields) => admit(fields, bucket, now()));
  if ('code' in form) return form;
  const { fields, file } = form;
  const contentType = fields.get('content-type') ?? 'binary/octet-stream';
  return { bucket, key: fields.get('key') ?? '', contentType, file };
}

/** In S3's order; what the laptop lacks comes last, so that a wrong form is refused as S3 does. */
function admit(fields: FormFields, bucket: string, nowMillis: number): SizeRange | Refusal {
  const key = fields.get('key') ?? '';
  if (key === '') return keyMissing;
  if (!fields.has('policy')) return anonymous;

  const wrongSignature = checkSignature(fields);
  if (wrongSignature !== undefined) return wrongSignature;
  if ((fields.get('bucket') ?? bucket) !== bucket) return againstPolicy('The form is of another bucket.');
  // The policy is held to the bucket that is written to, whether or not the form repeats its name.
  const range = checkPolicy(new Map([...fields, ['bucket', bucket]]), nowMillis);
  if ('code' in range) return range;

  return unusableIn(key, fields) ?? range;
}

function unusableIn(key: string, fields: FormFields): Refusal | undefined {
  if (Buffer.byteLength(key) > keyLimitBytes) return keyTooLong;
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how S3 spells it.
  if (key.includes('${filename}')) return notKnown('names of files in keys');
  // A URL cannot name it: these are the folder itself and the one above.
  if (key === '.' || key === '..') return notKnown(`the key ${key}`);
  if (!/^[\x20-\x7e]*$/.test(fields.get('content-type') ?? '')) return notKnown('this Content-Type');

  const unknown = [...fields.keys()].find((name) => !knownField.test(name));
  return unknown === undefined ? undefined : notKnown(`the form field ${unknown}`);
}

const keyMissing: Refusal = {
  status: 400,
  code: 'InvalidArgument',
  message:
    "Bucket POST must contain a field named 'key'. If it is specified, please check the order of the fields.",
};
const keyTooLong: Refusal = { status: 400, code: 'KeyTooLongError', message: 'Your key is too long.' };
/** S3 takes such a form on a bucket that the whole world may write to: ours are private. */
const anonymous: Refusal = { status: 403, code: 'AccessDenied', message: 'Access Denied' };
const lengthMissing: Refusal = {
  status: 411,
  code: 'MissingContentLength',
  message: 'You must provide the Content-Length HTTP header.',
};
const requestTooLarge: Refusal = {
  status: 400,
  code: 'EntityTooLarge',
  message: 'Your proposed upload exceeds the maximum allowed size.',
};
