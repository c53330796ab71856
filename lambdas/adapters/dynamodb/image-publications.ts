import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../domain/clock.ts';
import { TransactionConflict } from '../../domain/credits/transaction-conflict.ts';
import { productionBlockSize } from '../../domain/library/deletions.ts';
import type { LibraryImageDetail } from '../../domain/library/image.ts';
import type { ImagePublications } from '../../domain/library/library.ts';
import { enterGallery, galleryNumber, type StoredImage } from './gallery-items.ts';
import { imageRecord } from './image-record.ts';
import { keys, lists } from './keys.ts';
import { listsOf } from './library-items.ts';
import { leaveList } from './numbered-list.ts';
import { readItem } from './read-item.ts';
import { type TransactItems, transact } from './transaction.ts';

/** A round is lost to whoever else moves the gallery, or this picture. */
const maxRounds = 30;

/** One transaction over everything that shows a picture, so a crash leaves all of it or none. */
export class DynamoImagePublications implements ImagePublications {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;
  readonly #blockSize: number;

  constructor(
    client: DynamoDBDocumentClient,
    imagesTable: string,
    clock: Clock,
    blockSize = productionBlockSize,
  ) {
    this.#client = client;
    this.#table = imagesTable;
    this.#clock = clock;
    this.#blockSize = blockSize;
  }

  async setPublic(
    teamId: string,
    imageId: string,
    isPublic: boolean,
  ): Promise<LibraryImageDetail | undefined> {
    for (let round = 1; round <= maxRounds; round += 1) {
      const image = await readItem(this.#client, this.#table, keys.image(imageId), imageRecord);
      if (image?.teamId !== teamId) return undefined;
      if (image.isPublic === isPublic && isShown(image) === isPublic) return image;

      const items = isPublic ? await this.#publish(image) : await this.#takeBack(image);
      const moved = await transact(this.#client, 'publish a picture', items, this.#clock);
      if (moved.committed) return { ...image, isPublic };
      await this.#clock.sleepAtMost(20 * round);
    }
    throw new TransactionConflict('publish a picture', maxRounds);
  }

  /** A picture of a public job may be public already and wait for its publisher: who comes first enters it. */
  async #publish(image: StoredImage): Promise<TransactItems> {
    const seen = await galleryNumber(this.#client, this.#table);
    return [
      this.#image(image, 'SET isPublic = :isPublic, gallerySequence = :place', {
        ':isPublic': true,
        ':place': seen + 1,
      }),
      ...this.#rows(image, true),
      ...enterGallery(this.#table, [image], seen),
    ];
  }

  async #takeBack(image: StoredImage): Promise<TransactItems> {
    const { gallerySequence } = image;
    const [client, table, blockSize] = [this.#client, this.#table, this.#blockSize];
    const gallery = { client, table, blockSize, list: lists.gallery };
    return [
      this.#image(image, 'SET isPublic = :isPublic REMOVE gallerySequence', { ':isPublic': false }),
      ...this.#rows(image, false),
      ...(gallerySequence === null ? [] : await leaveList(gallery, gallerySequence)),
    ];
  }

  #image(
    { imageId, gallerySequence }: StoredImage,
    expression: string,
    values: Readonly<Record<string, unknown>>,
  ) {
    return {
      Update: {
        TableName: this.#table,
        Key: keys.image(imageId),
        ConditionExpression:
          gallerySequence === null
            ? 'attribute_exists(pk) AND attribute_not_exists(gallerySequence)'
            : 'gallerySequence = :seen',
        UpdateExpression: expression,
        ExpressionAttributeValues: {
          ...values,
          ...(gallerySequence === null ? {} : { ':seen': gallerySequence }),
        },
      },
    };
  }

  #rows(image: StoredImage, isPublic: boolean): TransactItems {
    return listsOf(image).map(({ list, sequence }) => ({
      Update: {
        TableName: this.#table,
        Key: keys.listRow(list, sequence),
        ConditionExpression: 'attribute_exists(pk)',
        UpdateExpression: 'SET isPublic = :isPublic',
        ExpressionAttributeValues: { ':isPublic': isPublic },
      },
    }));
  }
}

function isShown({ gallerySequence }: StoredImage): boolean {
  return gallerySequence !== null;
}
