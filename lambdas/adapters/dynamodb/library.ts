import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { LibraryImage, LibraryImageDetail } from '../../domain/library/image.ts';
import type { Library, LibraryPage, LibraryQuery } from '../../domain/library/library.ts';
import { matches } from '../../domain/library/matches.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import { imageRecord, libraryHeadRecord, libraryRowRecord } from './image-record.ts';
import { keys, libraryRowPrefix } from './keys.ts';
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

  /**
   * While nothing was deleted, sequence numbers are dense and page p is a range of them: the cost does not grow with the
   * depth. After a deletion, the rows before the page are walked over.
   */
  async #plain({ teamId, page, limit }: LibraryQuery): Promise<LibraryPage> {
    const head = await readItem(this.#client, this.#table, keys.libraryHead(teamId), libraryHeadRecord);
    const { lastSequence = 0, deleted = 0 } = head ?? {};
    const total = lastSequence - deleted;
    const skipped = (page - 1) * limit;
    if (skipped >= total) return { images: [], total };

    const newest = deleted === 0 ? lastSequence - skipped : lastSequence;
    const oldest = deleted === 0 ? Math.max(1, newest - limit + 1) : 1;
    const images = [];
    let toSkip = deleted === 0 ? 0 : skipped;
    for await (const row of this.#rows(teamId, oldest, newest)) {
      if (toSkip > 0) toSkip -= 1;
      else images.push(row);
      if (images.length === limit) break;
    }
    return { images, total };
  }

  /** Reads the whole library of the team and counts what matches: exact, and as slow as the library is large. */
  async #filtered(query: LibraryQuery): Promise<LibraryPage> {
    const first = (query.page - 1) * query.limit;
    const images = [];
    let total = 0;
    for await (const row of this.#rows(query.teamId, 1, 10 ** 12 - 1)) {
      if (!matches(row, query)) continue;
      if (total >= first && images.length < query.limit) images.push(row);
      total += 1;
    }
    return { images, total };
  }

  async *#rows(teamId: string, oldest: number, newest: number): AsyncGenerator<LibraryImage> {
    const from = keys.libraryRow(teamId, oldest);
    const input: QueryCommandInput = {
      TableName: this.#table,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':pk': from.pk,
        ':from': from.sk,
        ':to': keys.libraryRow(teamId, newest).sk,
      },
      ScanIndexForward: false,
      ConsistentRead: true,
    };
    for (let start: Record<string, unknown> | undefined; ; ) {
      const answer = await this.#client
        .send(new QueryCommand({ ...input, ...(start === undefined ? {} : { ExclusiveStartKey: start }) }))
        .catch((cause: unknown) => {
          throw new StoreUnavailable('read the library', { cause });
        });
      for (const item of answer.Items ?? []) {
        yield parseRecord(libraryRowRecord, item, { pk: from.pk, sk: libraryRowPrefix });
      }
      start = answer.LastEvaluatedKey;
      if (start === undefined) return;
    }
  }
}
