import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { productionBlockSize } from '../../domain/library/deletions.ts';
import type { LibraryImageDetail } from '../../domain/library/image.ts';
import type { Library, LibraryPage, LibraryQuery } from '../../domain/library/library.ts';
import { matches } from '../../domain/library/matches.ts';
import { presetIdPattern } from '../../domain/presets/preset.ts';
import { imageRecord, libraryRowRecord } from './image-record.ts';
import { keys, lists } from './keys.ts';
import { readListPage } from './list-page.ts';
import { parseRecord, readItem } from './read-item.ts';
import { queryRows } from './read-list.ts';

export class DynamoLibrary implements Library {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #blockSize: number;

  constructor(client: DynamoDBDocumentClient, imagesTable: string, blockSize = productionBlockSize) {
    this.#client = client;
    this.#table = imagesTable;
    this.#blockSize = blockSize;
  }

  async page(query: LibraryQuery): Promise<LibraryPage> {
    const { teamId, presetId, start, limit } = query;
    // Nobody's, and perhaps longer than a key may be.
    if (presetId !== undefined && !presetIdPattern.test(presetId))
      return { images: [], total: 0, next: null };
    if (query.search !== undefined) return this.#searched(query);

    const list = presetId === undefined ? lists.library(teamId) : lists.presetLibrary(teamId, presetId);
    const { rows, total, next } = await readListPage(this.#place(list), libraryRowRecord, start, limit);
    return { images: rows, total, next };
  }

  async find(teamId: string, imageId: string): Promise<LibraryImageDetail | undefined> {
    const image = await readItem(this.#client, this.#table, keys.image(imageId), imageRecord);
    return image?.teamId === teamId ? image : undefined;
  }

  /** Reads the whole library of the team and counts what matches: exact, and as slow as the library is large. */
  async #searched({ teamId, start, limit, ...filter }: LibraryQuery): Promise<LibraryPage> {
    const list = lists.library(teamId);
    const found = [];
    const items = await queryRows(this.#place(list), { newest: 10 ** 12 - 1, oldest: 1 }, true);
    for (const [sequence, item] of items) {
      const row = parseRecord(libraryRowRecord, item, keys.listRow(list, sequence));
      if (matches(row, filter)) found.push({ sequence, row });
    }
    const { before } = start;
    const first =
      before === undefined ? start.newer : found.filter(({ sequence }) => sequence >= before).length;
    const page = found.slice(first, first + limit);
    const last = page.at(-1);
    const hasMore = last !== undefined && found.length > first + limit;
    return {
      images: page.map(({ row }) => row),
      total: found.length,
      next: hasMore ? { before: last.sequence, newer: start.newer + page.length } : null,
    };
  }

  #place(list: string) {
    return { client: this.#client, table: this.#table, list, blockSize: this.#blockSize };
  }
}
