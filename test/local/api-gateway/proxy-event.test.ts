import { describe, expect, it } from 'vitest';
import { serve, stream } from './running-gateway.ts';

describe('the event of a proxy integration', () => {
  async function eventOf(path: string, init: RequestInit = {}) {
    let event = '';
    const { url } = await serve({
      streamed: (given) => {
        event = given;
        return stream('');
      },
    });
    await fetch(url + path, init);
    return JSON.parse(event);
  }

  it('has the request as REST APIs write it down', async () => {
    const event = await eventOf('/pets/a%2Fb?x=1&x=2&y=%20z', { headers: { 'X-Team': 't' } });

    expect(event).toMatchObject({
      resource: '/pets/{petId}',
      path: '/pets/a%2Fb',
      httpMethod: 'GET',
      pathParameters: { petId: 'a/b' },
      queryStringParameters: { x: '2', y: ' z' },
      multiValueQueryStringParameters: { x: ['1', '2'], y: [' z'] },
      stageVariables: null,
      body: null,
      isBase64Encoded: false,
      requestContext: {
        stage: 'api',
        resourcePath: '/pets/{petId}',
        httpMethod: 'GET',
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        requestTime: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        identity: { sourceIp: '127.0.0.1' },
      },
    });
    expect(event.headers).toMatchObject({ 'X-Team': 't', 'X-Forwarded-Proto': 'http' });
    expect(event.headers).not.toHaveProperty('connection');
    expect(event.multiValueHeaders['X-Team']).toEqual(['t']);
  });

  it('has null where there is nothing', async () => {
    expect(await eventOf('/pets/1')).toMatchObject({
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
    });
  });

  it('has the body as text, and in base64 where the API calls its type binary', async () => {
    const post = (contentType: string) =>
      eventOf('/pets/1', { method: 'POST', body: 'ก', headers: { 'content-type': contentType } });

    expect(await post('application/json')).toMatchObject({ body: 'ก', isBase64Encoded: false });
    expect(await post('Multipart/Form-Data; boundary=x')).toMatchObject({
      body: '4LiB',
      isBase64Encoded: true,
    });
    expect(await post('image/png')).toMatchObject({ isBase64Encoded: true });
  });
});
