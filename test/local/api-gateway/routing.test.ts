import { describe, expect, it } from 'vitest';
import { matchRoute, type Route } from '../../../local/api-gateway/routing.ts';

const routes = [
  'ANY /',
  'ANY /{proxy+}',
  'GET /v0/usage',
  'ANY /v0/usage',
  'GET /v0/images/{imageId}',
  'GET /v0/images/latest',
  'ANY /v0/files/{rest+}',
].map(route);

function route(text: string): Route {
  const [method = '', path = ''] = text.split(' ');
  return {
    method,
    path,
    resourceId: path,
    functionName: text,
    transferMode: 'STREAM',
    timeoutMillis: 29_000,
  };
}

function chosen(method: string, path: string): string | undefined {
  return matchRoute(routes, method, path)?.route.functionName;
}

describe('the routes of a REST API', () => {
  it.each([
    ['GET', '/v0/images/latest', 'GET /v0/images/latest', 'an exact part beats a parameter'],
    ['GET', '/v0/images/7', 'GET /v0/images/{imageId}', 'a parameter beats the rest'],
    ['GET', '/v0/usage', 'GET /v0/usage', 'a method beats ANY'],
    ['POST', '/v0/usage', 'ANY /v0/usage', 'ANY answers other methods'],
    ['OPTIONS', '/v0/usage', 'ANY /v0/usage', 'a preflight is a request like others'],
    ['GET', '/v0/usage/', 'GET /v0/usage', 'a slash at the end does not matter'],
    ['GET', '/v0/usage/more', 'ANY /{proxy+}', 'a longer path is another one'],
    ['GET', '/v0/images', 'ANY /{proxy+}', 'a resource without methods is none'],
    ['GET', '//v0/usage', 'ANY /{proxy+}', 'an empty part is a part'],
    ['GET', '/v0/files/a/b', 'ANY /v0/files/{rest+}', 'the longer prefix wins'],
    ['GET', '/', 'ANY /', 'the root is no rest'],
  ])('%s %s is answered by %s: %s', (method, path, expected) => {
    expect(chosen(method, path)).toBe(expected);
  });

  it('leaves methods that REST APIs do not know to the gateway', () => {
    expect(chosen('PROPFIND', '/v0/usage')).toBeUndefined();
    expect(chosen('POST', '/v0/images/7')).toBeUndefined();
  });

  it('decodes path parameters, and keeps what cannot be decoded', () => {
    expect(matchRoute(routes, 'GET', '/v0/images/a%2Fb%20c')?.pathParameters).toEqual({ imageId: 'a/b c' });
    expect(matchRoute(routes, 'GET', '/v0/images/%zz')?.pathParameters).toEqual({ imageId: '%zz' });
    expect(matchRoute(routes, 'GET', '/v0/files/a/b%20c/d')?.pathParameters).toEqual({ rest: 'a/b c/d' });
    expect(matchRoute(routes, 'GET', '/v0/usage')?.pathParameters).toEqual({});
  });
});
