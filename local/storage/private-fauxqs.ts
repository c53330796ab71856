import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type buildApp, type FauxqsServer, startFauxqs } from 'fauxqs';
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
export async function startPrivateFauxqs(dataDir: string): Promise<FauxqsServer> {
  subscribe(announcements, restrict);
  const server = await startFauxqs({ port: 0, dataDir, logger: false }).finally(() =>
    unsubscribe(announcements, restrict),
  );
  if (new URL(server.address).hostname === '127.0.0.1') return server;

  await server.stop();
  throw new Error(`SQS and S3 would listen on ${server.address}, which others could reach.`);
}

function restrict(announcement: unknown): void {
  if (!holdsApp(announcement)) return;
  const { fastify: app } = announcement;
  const listen = app.listen.bind(app);
  Object.assign(app, { listen: ({ port }: { port: number }) => listen({ port, host: '127.0.0.1' }) });
  app.addHook('onRoute', (route) => {
    route.bodyLimit = objectLimitBytes;
  });
  app.addHook('onRequest', async ({ url, headers }, reply) => {
    const unknown = unknownPartOf(url, headers['content-type']);
    if (unknown !== undefined) await reply.code(501).type('application/xml').send(refusal(unknown));
  });
}

function holdsApp(announcement: unknown): announcement is { readonly fastify: App } {
  return typeof announcement === 'object' && announcement !== null && 'fastify' in announcement;
}

function refusal(what: string): string {
  return `<Error><Code>NotImplemented</Code><Message>The laptop's S3 does not know ${what}.</Message></Error>`;
}
