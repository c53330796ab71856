import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { Gallery, GalleryPage } from '../../domain/library/gallery.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import { galleryRowRecord } from './image-record.ts';
import { galleryRowPrefix, keys } from './keys.ts';
import { parseRecord } from './read-item.ts';

/** Reads the whole gallery for a page of it: exact, and as slow as the gallery is large. */
export class DynamoGallery implements Gallery {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, imagesTable: string) {
    this.#client = client;
    this.#table = imagesTable;
  }

  async page({ page, limit }: { readonly page: number; readonly limit: number }): Promise<GalleryPage> {
    const { pk } = keys.galleryRow(0, '');
    const first = (page - 1) * limit;
    const images = [];
    let total = 0;
    for await (const item of this.#items(pk)) {
      if (total >= first && images.length < limit) {
        images.push(parseRecord(galleryRowRecord, item, { pk, sk: galleryRowPrefix }));
      }
      total += 1;
    }
    return { images, total };
  }

  async *#items(pk: string): AsyncGenerator<unknown> {
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ScanIndexForward: false,
        ConsistentRead: true,
      },
    );
    const next = () =>
      pages.next().catch((cause: unknown) => {
        throw new StoreUnavailable('read the gallery', { cause });
      });
    for (let page = await next(); page.done !== true; page = await next()) yield* page.value.Items ?? [];
  }
}
