import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { LibraryImageDetail } from '../../domain/library/image.ts';
import type { Library } from '../../domain/library/library.ts';
import { imageRecord } from './image-record.ts';
import { keys } from './keys.ts';
import { readItem } from './read-item.ts';

/** Pictures by their ids. Apart from the lists, which most functions that show one picture do not need. */
export class DynamoImages implements Pick<Library, 'find'> {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, imagesTable: string) {
    this.#client = client;
    this.#table = imagesTable;
  }

  async find(teamId: string, imageId: string): Promise<LibraryImageDetail | undefined> {
    const image = await readItem(this.#client, this.#table, keys.image(imageId), imageRecord);
    return image?.teamId === teamId ? image : undefined;
  }
}
