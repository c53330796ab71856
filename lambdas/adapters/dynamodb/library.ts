import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../domain/clock.ts';
import type { Extent } from '../../domain/library/deletions.ts';
import { type LibraryGeometry, productionGeometry } from '../../domain/library/geometry.ts';
import type { Library, LibraryPage, LibraryQuery } from '../../domain/library/library.ts';
import type { SearchFilter } from '../../domain/library/matches.ts';
import type { PageStart } from '../../domain/library/pages.ts';
import { fullSegments } from '../../domain/library/segments.ts';
import { presetIdPattern } from '../../domain/presets/preset.ts';
import { type FoundPage, keepMatches, keptPage } from './found-matches.ts';
import { libraryRowRecord } from './image-record.ts';
import { keys, lists } from './keys.ts';
import { readListPage } from './list-page.ts';
import type { ListPlace } from './numbered-list.ts';
import { parseRecord } from './read-item.ts';
import { readExtent } from './read-list.ts';
import { rowsByNumber } from './rows-by-number.ts';
import { type Found, searchLibrary } from './search-library.ts';
import type { SegmentPlace } from './search-segments.ts';

export class DynamoLibrary implements Pick<Library, 'page'> {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;
  readonly #geometry: LibraryGeometry;

  constructor(
    client: DynamoDBDocumentClient,
    imagesTable: string,
    clock: Clock,
    geometry = productionGeometry,
  ) {
    this.#client = client;
    this.#table = imagesTable;
    this.#clock = clock;
    this.#geometry = geometry;
  }

  async page(query: LibraryQuery): Promise<LibraryPage> {
    const { teamId, presetId, search, start, limit } = query;
    // Nobody's, and perhaps longer than a key may be.
    if (presetId !== undefined && !presetIdPattern.test(presetId))
      return { images: [], total: 0, next: null };
    if (search !== undefined)
      return this.#searched(query, { search, ...(presetId === undefined ? {} : { presetId }) });

    const list = presetId === undefined ? lists.library(teamId) : lists.presetLibrary(teamId, presetId);
    const { rows, total, next } = await readListPage(this.#place(list), libraryRowRecord, start, limit);
    return { images: rows, total, next };
  }

  async #searched({ teamId, start, limit }: LibraryQuery, filter: SearchFilter): Promise<LibraryPage> {
    const list = this.#place(lists.library(teamId));
    const place = { ...list, teamId, ...this.#geometry };
    const extent = await readExtent(list);
    const kept = await keptPage(place, extent, filter, start, limit);
    const found = kept === undefined ? await this.#found(place, extent, filter) : undefined;
    const { sequences, newer, total } = kept ?? pageOf(found?.sequences ?? [], start, limit);

    const items = await rowsByNumber(list, sequences, this.#clock, found?.rows);
    const images = sequences.flatMap((sequence) => {
      const item = items.get(sequence);
      return item === undefined
        ? []
        : [parseRecord(libraryRowRecord, item, keys.listRow(list.list, sequence))];
    });
    const before = sequences.at(-1);
    const shown = newer + sequences.length;
    return { images, total, next: before === undefined || shown >= total ? null : { before, newer: shown } };
  }

  /** Searches, and keeps what it found. A library without a full segment is read again for what keeping would cost. */
  async #found(place: SegmentPlace, extent: Extent, filter: SearchFilter): Promise<Found> {
    const found = await searchLibrary(place, extent, filter);
    if (fullSegments(extent.lastSequence, place.segmentSize) > 0) {
      // What cannot be kept is searched again: that is slow, and nothing is lost.
      await keepMatches(place, extent, filter, found.sequences, this.#clock.nowMillis()).catch(
        () => undefined,
      );
    }
    return found;
  }

  #place(list: string): ListPlace {
    return { client: this.#client, table: this.#table, list, blockSize: this.#geometry.blockSize };
  }
}

function pageOf(found: readonly number[], { before, newer }: PageStart, limit: number): FoundPage {
  const first = before === undefined ? newer : found.filter((sequence) => sequence >= before).length;
  return { sequences: found.slice(first, first + limit), newer: first, total: found.length };
}
