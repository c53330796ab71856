import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import { galleryRowRecord, type imageRecord } from './image-record.ts';
import { keys, lists } from './keys.ts';
import { listHeadRecord, takeNumbers } from './numbered-list.ts';
import { readItem } from './read-item.ts';
import type { TransactItems } from './transaction.ts';

export type StoredImage = z.output<typeof imageRecord>;

/** The newest number of the gallery; 0 of an empty one. */
export async function galleryNumber(client: DynamoDBDocumentClient, table: string): Promise<number> {
  const head = await readItem(client, table, keys.listHead(lists.gallery), listHeadRecord);
  return head?.lastSequence ?? 0;
}

/** What a transaction writes when pictures enter the gallery after the number `seen`. A row shows what its record names. */
export function enterGallery(table: string, images: readonly StoredImage[], seen: number): TransactItems {
  return [
    takeNumbers({ table, list: lists.gallery }, seen, images.length),
    ...images.map((image, index) => {
      const key = keys.listRow(lists.gallery, seen + index + 1);
      return { Put: { TableName: table, Item: { ...key, ...galleryRowRecord.parse(image) } } };
    }),
  ];
}
