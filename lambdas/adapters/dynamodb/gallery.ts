import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { productionBlockSize } from '../../domain/library/deletions.ts';
import type { Gallery, GalleryPage, GalleryQuery } from '../../domain/library/gallery.ts';
import { galleryRowRecord } from './image-record.ts';
import { lists } from './keys.ts';
import { readListPage } from './list-page.ts';
import type { ListPlace } from './numbered-list.ts';

export class DynamoGallery implements Gallery {
  readonly #place: ListPlace;

  constructor(client: DynamoDBDocumentClient, imagesTable: string, blockSize = productionBlockSize) {
    this.#place = { client, table: imagesTable, list: lists.gallery, blockSize };
  }

  async page({ start, limit }: GalleryQuery): Promise<GalleryPage> {
    const { rows, total, next } = await readListPage(this.#place, galleryRowRecord, start, limit);
    return { images: rows, total, next };
  }
}
