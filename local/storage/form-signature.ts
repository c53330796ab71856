import { createHmac, timingSafeEqual } from 'node:crypto';
import { region } from '../assembly/names.ts';
import { localCredentials } from '../local-sdk.ts';
import type { FormFields } from './form-fields.ts';
import type { Refusal } from './refusal.ts';

const mismatch: Refusal = {
  status: 403,
  code: 'SignatureDoesNotMatch',
  message: 'The request signature we calculated does not match the signature you provided.',
};

/** Signature Version 4 over the policy as it was sent, in base64, with the laptop's key. */
export function checkSignature(fields: FormFields): Refusal | undefined {
  const date = fields.get('x-amz-date')?.slice(0, 'YYYYMMDD'.length) ?? '';
  const scope = [date, region, 's3', 'aws4_request'];
  const isOurs =
    fields.get('x-amz-algorithm') === 'AWS4-HMAC-SHA256' &&
    fields.get('x-amz-credential') === [localCredentials.accessKeyId, ...scope].join('/');
  if (!isOurs) return mismatch;

  const key = scope.reduce<string | Buffer>(hmac, `AWS4${localCredentials.secretAccessKey}`);
  const expected = Buffer.from(hmac(key, fields.get('policy') ?? '').toString('hex'));
  const given = Buffer.from(fields.get('x-amz-signature') ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected) ? undefined : mismatch;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
