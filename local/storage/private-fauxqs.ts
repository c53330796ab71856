import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type buildApp, type FauxqsServer, startFauxqs } from 'fauxqs';
import { takeBrowserForms } from './browser-forms.ts';
import { committingWithoutSync } from './commit-without-sync.ts';
import { notKnown, xmlOf } from './refusal.ts';
import { unknownPartOf } from './s3-requests.ts';

type App = ReturnType<typeof buildApp>;

/** Fastify publishes every app here, before its routes exist and before it listens. */
const announcements = 'fastify.initialization';

/** S3 takes 5 GB in one piece; fauxqs takes 11 MiB unless told, and a provider's picture may be larger. */
const objectLimitBytes = 128 * 1024 * 1024;

/**
 * fauxqs over SQLite in `dataDir`. By itself it listens on every interface, and writes over an object when it is asked
 * for something that it does not know. Neither can be set, so we reach the app that it builds.
 */
export async function startPrivateFauxqs(dataDir: string, now: () => number): Promise<FauxqsServer> {
  const reach = (announcement: unknown) => {
    if (holdsApp(announcement)) restrict(announcement.fastify, now);
  };
  subscribe(announcements, reach);
  const server = await committingWithoutSync(() => startFauxqs({ port: 0, dataDir, logger: false })).finally(
    () => unsubscribe(announcements, reach),
  );
  if (new URL(server.address).hostname === '127.0.0.1') return server;

  await server.stop();
  throw new Error(`SQS and S3 would listen on ${server.address}, which others could reach.`);
}

function restrict(app: App, now: () => number): void {
  const listen = app.listen.bind(app);
  Object.assign(app, { listen: ({ port }: { port: number }) => listen({ port, host: '127.0.0.1' }) });
  app.addHook('onRoute', (route) => {
    route.bodyLimit = objectLimitBytes;
  });
  takeBrowserForms(app, { requestLimitBytes: objectLimitBytes, now });
  app.addHook('onRequest', async ({ url, headers }, reply) => {
    const unknown = unknownPartOf(url, headers['content-type']);
    if (unknown !== undefined)
      await reply
        .code(501)
        .type('application/xml')
        .send(xmlOf(notKnown(unknown)));
  });
}

function holdsApp(announcement: unknown): announcement is { readonly fastify: App } {
  return typeof announcement === 'object' && announcement !== null && 'fastify' in announcement;
}
