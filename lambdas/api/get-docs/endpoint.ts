import type { Readable } from 'node:stream';
import type { Endpoint } from '../../http/api-request.ts';
import type { Reply } from '../../http/reply.ts';
import { contentSecurityPolicy, page, startScript } from './page.ts';

/** Opens a file of the renderer. */
export type OpenFile = (name: string) => Readable;

/** Whatever is not named here does not exist: no name of a client ever becomes a path. */
const rendererFiles: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};

/** The page that renders the document, and its files: all our own, so that reading it tells nobody else. */
export function getDocs(openFile: OpenFile): Endpoint {
  return async ({ pathParameters }) => {
    const name = pathParameters['asset'];
    if (name === undefined) return reply('text/html; charset=utf-8', page);
    if (name === 'start.js') return reply('text/javascript; charset=utf-8', startScript);

    const type = Object.hasOwn(rendererFiles, name) ? rendererFiles[name] : undefined;
    return type === undefined
      ? { code: 'not_found', error: 'The documentation has no file of this name.' }
      : reply(type, openFile(name));
  };
}

function reply(contentType: string, body: Reply['body']): Reply {
  return {
    status: 200,
    headers: {
      'Content-Type': contentType,
      'Content-Security-Policy': contentSecurityPolicy,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'public, max-age=300',
    },
    body,
  };
}
