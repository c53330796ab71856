import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { encoded, type Fields, formOf, key, maxBytes, pictureOf, send, start } from './upload-form.ts';

const refusals: readonly {
  readonly title: string;
  readonly change: (fields: Fields) => FormData;
  readonly answer: Fields | { readonly status: number };
}[] = [
  {
    title: 'a changed signature',
    change: (fields) => formOf({ ...fields, 'X-Amz-Signature': '0'.repeat(64) }),
    answer: { status: 403, code: 'SignatureDoesNotMatch' },
  },
  {
    title: 'a policy that was changed after it was signed',
    change: (fields) => {
      const policy = Buffer.from(fields['Policy'] ?? '', 'base64').toString();
      return formOf({ ...fields, Policy: Buffer.from(policy.replace('1000', '9000')).toString('base64') });
    },
    answer: { status: 403, code: 'SignatureDoesNotMatch' },
  },
  {
    title: 'a credential of somebody else',
    change: (fields) => formOf({ ...fields, 'X-Amz-Credential': 'a/20260301/us-east-1/s3/aws4_request' }),
    answer: { status: 403, code: 'SignatureDoesNotMatch' },
  },
  {
    title: 'a key of another prefix',
    change: (fields) => formOf({ ...fields, key: 'images/a' }),
    answer: {
      status: 403,
      code: 'AccessDenied',
      message: `Invalid according to Policy: Policy Condition failed: ["eq","$key","${key}"]`,
    },
  },
  {
    title: 'another type',
    change: (fields) => formOf({ ...fields, 'Content-Type': 'text/html' }),
    answer: { status: 403, code: 'AccessDenied' },
  },
  {
    title: 'no type where the policy wants one',
    change: ({ 'Content-Type': _, ...fields }) => formOf(fields),
    answer: { status: 403, code: 'AccessDenied' },
  },
  {
    title: 'another bucket in the form than in the address',
    change: (fields) => formOf({ ...fields, bucket: 'imagesbucket' }),
    answer: { status: 403, code: 'AccessDenied' },
  },
  {
    title: 'a field that the policy does not name',
    change: (fields) => formOf({ ...fields, acl: 'public-read' }),
    answer: {
      status: 403,
      code: 'AccessDenied',
      message: 'Invalid according to Policy: Extra input fields: acl',
    },
  },
  {
    title: 'a field twice, of which one is right',
    change: (fields) => formOf({ KEY: 'images/a', ...fields }),
    answer: { status: 400, code: 'InvalidArgument' },
  },
  {
    title: 'a file that is larger than the policy allows',
    change: (fields) => formOf(fields, pictureOf(maxBytes + 1)),
    answer: { status: 400, code: 'EntityTooLarge' },
  },
  {
    title: 'a file that is much larger than the policy allows',
    change: (fields) => formOf(fields, pictureOf(5_000_000)),
    answer: { status: 400, code: 'EntityTooLarge' },
  },
  {
    title: 'an empty file',
    change: (fields) => formOf(fields, pictureOf(0)),
    answer: { status: 400, code: 'EntityTooSmall' },
  },
  {
    title: 'a file before its fields, for what follows the file does not count',
    change: (fields) => {
      const form = formOf({});
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      return form;
    },
    answer: { status: 400, code: 'InvalidArgument' },
  },
  {
    title: 'a policy after the file',
    change: ({ Policy = '', ...fields }) => {
      const form = formOf(fields);
      form.append('Policy', Policy);
      return form;
    },
    answer: { status: 403, code: 'AccessDenied' },
  },
  {
    title: 'no key',
    change: ({ key: _, ...fields }) => formOf(fields),
    answer: { status: 400, code: 'InvalidArgument' },
  },
  {
    title: 'no file',
    change: (fields) => {
      const form = formOf(fields);
      form.delete('file');
      return form;
    },
    answer: { status: 400, code: 'InvalidArgument' },
  },
  {
    title: 'two files',
    change: (fields) => {
      const form = formOf(fields);
      form.append('file', pictureOf(2));
      return form;
    },
    answer: { status: 400, code: 'InvalidArgument' },
  },
  {
    title: 'more fields than S3 reads',
    change: (fields) => formOf({ ...fields, 'x-ignore-me': 'a'.repeat(20_000) }),
    answer: { status: 400, code: 'MaxPostPreDataLengthExceeded' },
  },
];

describe('the S3 of the laptop, with an upload by form', () => {
  it.each(refusals)('refuses $title, and stores nothing', async ({ change, answer }) => {
    const { offer, storedKeys } = await start();
    const { url, fields } = await offer();

    expect(await send(url, change(fields))).toMatchObject(answer);
    expect(await storedKeys()).toEqual([]);
  });

  it('refuses a policy that has expired, and stores nothing', async () => {
    const { offer, storedKeys } = await start(() => Date.parse('2126-03-01T12:00:00Z'));
    const { url, fields } = await offer();

    expect(await send(url, formOf(fields))).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message: 'Invalid according to Policy: Policy expired.',
    });
    expect(await storedKeys()).toEqual([]);
  });

  it('refuses a form that asks for more than the laptop knows, though its policy allows it', async () => {
    const { offer, storedKeys } = await start();
    const { url, fields } = await offer({ Fields: { success_action_status: '201' } });

    expect(await send(url, formOf(fields))).toMatchObject({ status: 501, code: 'NotImplemented' });
    expect(await storedKeys()).toEqual([]);
  });

  it('refuses a bucket that does not exist', async () => {
    const { offer } = await start();
    const { url, fields } = await offer({ Bucket: 'nobodys' });

    expect(await send(url, formOf(fields))).toMatchObject({ status: 404, code: 'NoSuchBucket' });
  });

  it.each([1, 20, 700])('refuses a form that ends %i bytes early, and stores nothing', async (missing) => {
    const { offer, storedKeys } = await start();
    const { url, fields } = await offer();
    const { bytes, headers } = await encoded(formOf(fields));

    const answer = await send(url, bytes.slice(0, -missing - '\r\n'.length), headers);

    expect(answer).toMatchObject({ status: 400, code: 'MalformedPOSTRequest' });
    expect(await storedKeys()).toEqual([]);
  });

  it('stores nothing of a client that leaves within its form, and serves others', async () => {
    const { offer, storedKeys } = await start();
    const { url, fields } = await offer();
    const { bytes, headers } = await encoded(formOf(fields));
    const leaving = request(url, { method: 'POST', headers: { ...headers, 'content-length': bytes.length } });
    const closed = new Promise((resolve) => leaving.on('error', () => {}).on('close', resolve));
    leaving.write(bytes.slice(0, -700), () => leaving.destroy());
    await closed;

    expect(await storedKeys()).toEqual([]);
    expect((await send(url, formOf(fields))).status).toBe(204);
  });
});
