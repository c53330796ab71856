import { DynamoGallery } from '../../lambdas/adapters/dynamodb/gallery.ts';
import { keys, lists, rowPrefix, segmentPrefix } from '../../lambdas/adapters/dynamodb/keys.ts';
import { DynamoLibrary } from '../../lambdas/adapters/dynamodb/library.ts';
import { unpackSegment } from '../../lambdas/adapters/dynamodb/packed-segment.ts';
import { ManualClock } from '../fakes/manual-clock.ts';
import { tables } from '../support/dynamodb.ts';
import { simulatedGeometry } from './library-functions.ts';
import type { DynamoTwin } from './twins/dynamo-twin.ts';

/** Every list shows each of its rows once, newest first, and counts them; so does a search for what all prompts hold. */
export async function listBreaches(
  dynamo: DynamoTwin,
  teamIds: readonly string[],
): Promise<readonly string[]> {
  const { client } = dynamo;
  const library = new DynamoLibrary(client, tables.images, new ManualClock(), simulatedGeometry);
  const gallery = new DynamoGallery(client, tables.images, simulatedGeometry.blockSize);
  const found: string[] = [];
  const compare = async (what: string, list: string, pageAfter: (newer: number) => Promise<Page>) => {
    const rows = rowsOf(dynamo, list);
    const shown: string[] = [];
    for (let newer = 0; ; newer += limit) {
      const { images, total } = await pageAfter(newer);
      shown.push(...images.map(({ imageId }) => imageId));
      if (total !== rows.length) found.push(`${what} counts ${total} pictures, and has ${rows.length}`);
      if (newer + limit >= total) break;
    }
    if (JSON.stringify(rows) !== JSON.stringify(shown)) found.push(`${what} shows ${shown} of ${rows}`);
  };

  await compare('the gallery', lists.gallery, (newer) => gallery.page({ start: { newer }, limit }));
  for (const teamId of teamIds) {
    const search = { text: teamId, presetIds: new Set<string>() };
    const list = lists.library(teamId);
    const page = (newer: number) => ({ teamId, start: { newer }, limit });
    await compare(`the library of ${teamId}`, list, (newer) => library.page(page(newer)));
    const presetId = 'preset_storybook';
    const ofPreset = lists.presetLibrary(teamId, presetId);
    await compare(`the preset's library of ${teamId}`, ofPreset, (newer) =>
      library.page({ ...page(newer), presetId }),
    );
    const made = rowsOf(dynamo, list, presetId);
    const numbered = rowsOf(dynamo, ofPreset);
    if (JSON.stringify(made) !== JSON.stringify(numbered))
      found.push(`${teamId} made ${made} from the preset, which lists ${numbered}`);
    await compare(`a search of ${teamId}`, list, (newer) => library.page({ ...page(newer), search }));
    found.push(...outlivingTexts(dynamo, teamId));
  }
  return found;
}

/** Texts that are kept for searches go with their pictures. */
function outlivingTexts(dynamo: DynamoTwin, teamId: string): readonly string[] {
  const items = dynamo.items(tables.images);
  const packed = items.flatMap((item) =>
    String(item['pk']).startsWith(`search#${teamId}#`) &&
    item['packed'] instanceof Uint8Array &&
    String(item['sk']).startsWith(segmentPrefix)
      ? unpackSegment(item['packed'])
      : [],
  );
  const there = new Set(items.filter((item) => item['pk'] === lists.library(teamId)).map(({ sk }) => sk));
  return packed
    .filter(({ sequence }) => !there.has(keys.listRow(lists.library(teamId), sequence).sk))
    .map(({ sequence }) => `${teamId}: the text of picture ${sequence} outlives it`);
}

/** Small, so that a picture that is not where it is counted is missed. */
const limit = 2;

type Page = { readonly images: readonly { readonly imageId: string }[]; readonly total: number };

/** Ids of a list's rows, newest first; of one preset, when it is given. */
function rowsOf(dynamo: DynamoTwin, list: string, presetId?: string): readonly unknown[] {
  return dynamo
    .items(tables.images)
    .filter(({ pk, sk }) => pk === keys.listHead(list).pk && String(sk).startsWith(rowPrefix))
    .filter((row) => presetId === undefined || row['presetId'] === presetId)
    .sort((a, b) => (String(a['sk']) < String(b['sk']) ? 1 : -1))
    .map(({ imageId }) => imageId);
}
