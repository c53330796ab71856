import { describe, expect, it } from 'vitest';
import { bytesOf, formOf, key, maxBytes, pictureOf, send, start } from './upload-form.ts';

describe('an upload by a presigned form', () => {
  it('is stored with the bytes of the file and the type of the form, as S3 answers with 204 and its tag', async () => {
    const { offer, read } = await start();
    const { url, fields } = await offer();

    const { status, text, headers } = await send(url, formOf(fields));

    expect({ status, text }).toEqual({ status: 204, text: '' });
    const eTag = headers.get('etag');
    expect(eTag).toMatch(/^"[0-9a-f]{32}"$/);
    expect(await read(key)).toEqual({ bytes: bytesOf(maxBytes), type: 'image/png', eTag });
  });

  it('may be as large as our API allows', async () => {
    const { offer, read } = await start();
    const bytes = 20 * 1024 * 1024;
    const { url, fields } = await offer({ Conditions: [['content-length-range', 1, bytes]] });

    expect((await send(url, formOf(fields, pictureOf(bytes)))).status).toBe(204);

    expect(Buffer.from((await read(key)).bytes ?? []).equals(bytesOf(bytes))).toBe(true);
  });

  it.each(['uploads/Übung 1+2%2F?#&.png', 'uploads/../images/a.png', 'uploads//a'])(
    'is stored under exactly the key %s',
    async (oddKey) => {
      const { offer, storedKeys } = await start();
      const { url, fields } = await offer({ Key: oddKey });

      expect((await send(url, formOf(fields))).status).toBe(204);

      expect(await storedKeys()).toEqual([oddKey]);
    },
  );

  it('may be sent by pages of every origin, with a preflight or without', async () => {
    const { offer } = await start();
    const { url, fields } = await offer();
    const preflight = await fetch(url, {
      method: 'OPTIONS',
      headers: { 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-progress' },
    });

    expect(preflight.status).toBe(200);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-methods')).toContain('POST');
    expect(preflight.headers.get('access-control-allow-headers')).toBe('x-progress');
    const stored = await send(url, formOf(fields));
    const refused = await send(url, formOf({ ...fields, key: 'other' }));
    const allowed = [stored, refused].map(({ headers }) => headers.get('access-control-allow-origin'));
    expect(allowed).toEqual(['*', '*']);
  });

  it('keeps to a prefix, where the policy names one', async () => {
    const { offer, storedKeys } = await start();
    const { url, fields } = await offer({
      // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how S3 spells it.
      Key: 'uploads/team/${filename}',
      Conditions: [['starts-with', '$X-Ignore-Nothing', '']],
    });
    const beside = await send(url, formOf({ ...fields, key: 'uploads/other/a', 'X-Ignore-Nothing': '' }));
    const named = await send(url, formOf({ ...fields, 'X-Ignore-Nothing': '' }));
    const within = await send(url, formOf({ ...fields, key: 'uploads/team/a', 'X-Ignore-Nothing': '' }));

    expect(beside).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(named).toMatchObject({ status: 501, code: 'NotImplemented' });
    expect(within.status).toBe(204);
    expect(await storedKeys()).toEqual(['uploads/team/a']);
  });
});
