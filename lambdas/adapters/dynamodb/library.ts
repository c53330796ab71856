import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import {
  blockOfRank,
  type DeletionCounts,
  deletedOf,
  sequenceInBlock,
} from '../../domain/library/deletions.ts';
import type { LibraryImage, LibraryImageDetail } from '../../domain/library/image.ts';
import type { Library, LibraryPage, LibraryQuery } from '../../domain/library/library.ts';
import { matches } from '../../domain/library/matches.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import { imageRecord, libraryHeadRecord, libraryRowRecord } from './image-record.ts';
import { keys, libraryHeadPrefix, libraryRowPrefix } from './keys.ts';
import { deletionsRecord, readBitmap } from './library-deletions.ts';
import { parseRecord, readItem } from './read-item.ts';

export class DynamoLibrary implements Library {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, imagesTable: string) {
    this.#client = client;
    this.#table = imagesTable;
  }

  async page(query: LibraryQuery): Promise<LibraryPage> {
    return query.search === undefined && query.presetId === undefined
      ? this.#plain(query)
      : this.#filtered(query);
  }

  async find(teamId: string, imageId: string): Promise<LibraryImageDetail | undefined> {
    const image = await readItem(this.#client, this.#table, keys.image(imageId), imageRecord);
    return image?.teamId === teamId ? image : undefined;
  }

  /** Head and deletions, the bitmap of one block, and the rows of the page: three calls at any depth. */
  async #plain({ teamId, page, limit }: LibraryQuery): Promise<LibraryPage> {
    const { lastSequence, counts } = await this.#extent(teamId);
    const total = lastSequence - deletedOf(counts);
    const place = blockOfRank(lastSequence, counts, (page - 1) * limit);
    if (place === undefined) return { images: [], total };

    const { block, newerInBlock } = place;
    const isWhole = (counts[block] ?? 0) === 0;
    const bitmap = isWhole ? new Uint8Array() : await readBitmap(this.#client, this.#table, teamId, block);
    const newest = sequenceInBlock(lastSequence, block, newerInBlock, bitmap);
    const images = [];
    for await (const row of this.#rows(teamId, newest, limit)) {
      images.push(row);
      if (images.length === limit) break;
    }
    return { images, total };
  }

  /**
   * One query for both items, in descending order: the deletions are read first. What is deleted in between is still
   * counted, and nothing is counted as deleted that the head does not know yet.
   */
  async #extent(teamId: string): Promise<{ readonly lastSequence: number; readonly counts: DeletionCounts }> {
    const head = keys.libraryHead(teamId);
    const { Items = [] } = await this.#query({
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': head.pk, ':prefix': libraryHeadPrefix },
    });
    const found = (sk: string) => Items.find((item) => item['sk'] === sk);
    const [first, second] = [found(head.sk), found(keys.libraryDeletions(teamId).sk)];
    return {
      lastSequence: first === undefined ? 0 : parseRecord(libraryHeadRecord, first, head).lastSequence,
      counts: second === undefined ? [] : parseRecord(deletionsRecord, second, keys.libraryDeletions(teamId)),
    };
  }

  /** Reads the whole library of the team and counts what matches: exact, and as slow as the library is large. */
  async #filtered(query: LibraryQuery): Promise<LibraryPage> {
    const first = (query.page - 1) * query.limit;
    const images = [];
    let total = 0;
    for await (const row of this.#rows(query.teamId, 10 ** 12 - 1)) {
      if (!matches(row, query)) continue;
      if (total >= first && images.length < query.limit) images.push(row);
      total += 1;
    }
    return { images, total };
  }

  /** From a number downwards; `limit` is how many are wanted, and no more are read then. */
  async *#rows(teamId: string, newest: number, limit?: number): AsyncGenerator<LibraryImage> {
    const from = keys.libraryRow(teamId, 1);
    const input = {
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':pk': from.pk,
        ':from': from.sk,
        ':to': keys.libraryRow(teamId, newest).sk,
      },
      ...(limit === undefined ? {} : { Limit: limit }),
    };
    for (let start: Record<string, unknown> | undefined; ; ) {
      const answer = await this.#query({
        ...input,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      });
      for (const item of answer.Items ?? []) {
        yield parseRecord(libraryRowRecord, item, { pk: from.pk, sk: libraryRowPrefix });
      }
      start = answer.LastEvaluatedKey;
      if (start === undefined) return;
    }
  }

  async #query(input: Omit<QueryCommandInput, 'TableName'>) {
    const query = { TableName: this.#table, ScanIndexForward: false, ConsistentRead: true, ...input };
    return this.#client.send(new QueryCommand(query)).catch((cause: unknown) => {
      throw new StoreUnavailable('read the library', { cause });
    });
  }
}
