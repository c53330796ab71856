import { lists, rowPrefix } from '../../lambdas/adapters/dynamodb/keys.ts';
import { call } from '../support/api-call.ts';
import { tables } from '../support/dynamodb.ts';
import type { ClientParts } from './client.ts';
import { libraryFunctions } from './library-functions.ts';
import type { DynamoTwin } from './twins/dynamo-twin.ts';

/** What a team does to one of its pictures, once there is one. */
export const kindsOfTidying = ['delete', 'take back', 'publish', 'search'] as const;
export type Tidying = (typeof kindsOfTidying)[number];

/** Pictures that somebody wanted gone, in the gallery or out of it; those in `done` were answered so. */
export type Tidied = Readonly<Record<Tidying, { readonly asked: Set<string>; readonly done: Set<string> }>>;

export function nothingTidied(): Tidied {
  const none = () => ({ asked: new Set<string>(), done: new Set<string>() });
  return { delete: none(), 'take back': none(), publish: none(), search: none() };
}

/** Who tidies: a team, by its key. */
export type Tidier = { readonly teamId: string; readonly apiKey: string };

/** Long enough for the world to heal. */
const maxTries = 60;

/**
 * Looks whether there is a picture, again when there is one, and asks until it is told that the picture is gone, shown or no longer shown. A search
 * asks for what all prompts hold; it packs texts while others delete.
 */
export async function tidy(parts: ClientParts, tidier: Tidier, kind: Tidying, tidied: Tidied): Promise<void> {
  const { world, start, shared } = parts;
  const { apiKey } = tidier;
  const pause = (attempt: number) => world.scheduler.sleep(Math.min(60_000, 1000 * attempt));
  const imageId = await findOne(parts, tidier, pause);
  if (imageId === undefined) return;

  const { asked, done } = tidied[kind];
  asked.add(imageId);
  const change = { apiKey, pathParameters: { imageId }, body: { isPublic: kind === 'publish' } };
  const look = { apiKey, query: { search: 'team' } };
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const answer = await start(kind, (process) => {
      if (kind === 'search') return call(libraryFunctions.list(process, shared), look);
      if (kind === 'delete') return call(libraryFunctions.delete(process, shared), change);
      return call(libraryFunctions.update(process, shared), change);
    }).catch(() => undefined);
    world.trace(`${kind} ${imageId} was answered ${answer?.status}`);
    if (answer !== undefined && answer.status < 500) {
      done.add(imageId);
      return;
    }
    await pause(attempt);
  }
}

async function findOne(
  { world, start, shared }: ClientParts,
  { teamId, apiKey }: Tidier,
  pause: (attempt: number) => Promise<void>,
): Promise<string | undefined> {
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    // Who looks into an empty library again and again learns nothing, and would make half of all calls.
    if (attempt > 1 && !hasPictures(world.dynamo, teamId)) {
      await pause(attempt);
      continue;
    }
    const answer = await start('list', (process) =>
      call(libraryFunctions.list(process, shared), { apiKey, query: { limit: '5' } }),
    ).catch(() => undefined);
    const page = answer?.body['data'] as { images: { id: string }[] } | undefined;
    const images = page?.images ?? [];
    const picked = images[Math.floor(world.scheduler.chance() * images.length)];
    if (picked !== undefined) return picked.id;
    await pause(attempt);
  }
  return undefined;
}

function hasPictures(dynamo: DynamoTwin, teamId: string): boolean {
  return dynamo
    .partition(tables.images, lists.library(teamId))
    .some(({ sk }) => String(sk).startsWith(rowPrefix));
}
