import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { libraryHeadRecord } from '../../lambdas/adapters/dynamodb/image-record.ts';
import { keys, lists } from '../../lambdas/adapters/dynamodb/keys.ts';
import { pictureItems } from '../../lambdas/adapters/dynamodb/library-items.ts';
import { readItem } from '../../lambdas/adapters/dynamodb/read-item.ts';
import { sealFilled } from '../../lambdas/adapters/dynamodb/search-segments.ts';
import { type TransactItems, transact } from '../../lambdas/adapters/dynamodb/transaction.ts';
import type { Clock } from '../../lambdas/domain/clock.ts';
import { totalOf } from '../../lambdas/domain/library/deletions.ts';
import { type LibraryGeometry, productionGeometry } from '../../lambdas/domain/library/geometry.ts';
import type { Progress } from '../progress-bar.ts';
import { extend, type FilledList, readFilledList } from './filled-list.ts';
import { hashOf, inventedJobId, inventedPicture } from './invented-pictures.ts';

export type FillOrder = {
  readonly teamId: string;
  readonly teamHandle: string;
  /** Pictures that are listed when it is done, beside those that are there already. */
  readonly images: number;
  /** Of a hundred numbers, how many are of pictures that were deleted again; 0–90. */
  readonly deletedPercent: number;
};

export type Filled = { readonly images: number; readonly deleted: number; readonly total: number };

export type FillTools = {
  readonly client: DynamoDBDocumentClient;
  readonly imagesTable: string;
  readonly clock: Clock;
  readonly progress?: Progress;
  /** Ends it after the pictures in hand; what is there then is as whole as if no more had been wanted. */
  readonly signal?: AbortSignal;
  readonly geometry?: LibraryGeometry;
};

/** Three rows for each, and what both lists say of themselves, are at most 98 of the 100 items of a transaction. */
const picturesAtOnce = 30;
const maxRounds = 30;
/** Every other batch has a preset: two built-in ones, which every team has. */
const presetIds = [null, 'preset_product_shot', null, 'preset_travel_poster'] as const;

/**
 * Fills a team's library with invented pictures: the rows and records that completions write, in transactions of the same
 * form, so it may run beside real jobs, and be stopped at any moment. No job made them, nobody paid for them, and no
 * objects are stored: their addresses lead nowhere.
 */
export async function fillLibrary(tools: FillTools, order: FillOrder): Promise<Filled> {
  const filler = new LibraryFiller(tools, order);
  return filler.fill();
}

class LibraryFiller {
  readonly #tools: FillTools;
  readonly #order: FillOrder;
  readonly #geometry: LibraryGeometry;
  readonly #known = new Map<string, FilledList>();
  #createdAtMillis = 0;
  #sealing = Promise.resolve();

  constructor(tools: FillTools, order: FillOrder) {
    this.#tools = tools;
    this.#order = order;
    this.#geometry = tools.geometry ?? productionGeometry;
  }

  async fill(): Promise<Filled> {
    const { progress = () => {}, signal } = this.#tools;
    const { images: wanted } = this.#order;
    let [images, deleted, batch, lost] = [0, 0, 0, 0];
    while (images < wanted && signal?.aborted !== true) {
      const made = await this.#addBatch(wanted - images, presetIds[batch % presetIds.length] ?? null);
      lost = made === undefined ? lost + 1 : 0;
      if (lost === maxRounds) throw new Error('Other jobs of the team took our numbers again and again.');
      if (made === undefined) continue;
      images += made.images;
      deleted += made.deleted;
      batch += 1;
      progress(images, wanted);
    }
    await this.#sealing;
    const { last, holes } = await this.#list(lists.library(this.#order.teamId));
    const extent = { lastSequence: last, counts: holes.counts ?? [], blockSize: this.#geometry.blockSize };
    return { images, deleted, total: totalOf(extent) };
  }

  /** `undefined` when somebody else took the numbers, or deleted a picture: the next round reads anew. */
  async #addBatch(wanted: number, presetId: string | null): Promise<Omit<Filled, 'total'> | undefined> {
    const { client, clock } = this.#tools;
    const { teamId } = this.#order;
    const library = await this.#list(lists.library(teamId));
    const isHole = this.#holesAfter(library.last, wanted);
    const deleted = isHole.filter((hole) => hole).length;

    const createdAtMillis = Math.max(clock.nowMillis(), this.#createdAtMillis);
    const own = extend(library, isHole, { lastCreatedAtMillis: createdAtMillis });
    const list = presetId === null ? undefined : await this.#list(lists.presetLibrary(teamId, presetId));
    const ofPreset = list === undefined ? undefined : extend(list, isHole);
    const items = [
      ...own.items,
      ...(ofPreset?.items ?? []),
      ...this.#pictures(library.last, list?.last, isHole, { presetId, createdAtMillis }),
    ];

    if (!(await transact(client, 'fill a library', items, clock)).committed) {
      this.#known.clear();
      await clock.sleepAtMost(20);
      return undefined;
    }
    this.#createdAtMillis = createdAtMillis;
    for (const extended of [own, ofPreset]) {
      if (extended !== undefined) this.#known.set(extended.next.place.list, extended.next);
    }
    await this.#sealFilled(library.last, own.next.last);
    return { images: isHole.length - deleted, deleted };
  }

  /** Which of the next numbers are holes: as many numbers as are wanted, or as a transaction holds. */
  #holesAfter(last: number, wanted: number): readonly boolean[] {
    const isHole: boolean[] = [];
    for (let left = wanted; left > 0 && isHole.length < picturesAtOnce; ) {
      const hole = hashOf(last + 1 + isHole.length) % 100 < this.#order.deletedPercent;
      if (!hole) left -= 1;
      isHole.push(hole);
    }
    return isHole;
  }

  #pictures(
    last: number,
    lastOfPreset: number | undefined,
    isHole: readonly boolean[],
    facts: { readonly presetId: string | null; readonly createdAtMillis: number },
  ): TransactItems {
    const jobIds = [inventedJobId(), inventedJobId(), inventedJobId()];
    return isHole.flatMap((hole, index) => {
      if (hole) return [];
      const sequence = last + 1 + index;
      const jobId = jobIds[Math.floor(index / 10)] ?? inventedJobId();
      const image = inventedPicture(this.#order, sequence, { ...facts, jobId });
      const presetSequence = lastOfPreset === undefined ? null : lastOfPreset + 1 + index;
      return pictureItems(image, { sequence, presetSequence }).map((Item) => ({
        Put: { TableName: this.#tools.imagesTable, Item },
      }));
    });
  }

  async #list(list: string): Promise<FilledList> {
    const { client, imagesTable: table } = this.#tools;
    const known = this.#known.get(list);
    if (known !== undefined) return known;

    const read = await readFilledList({ client, table, list, blockSize: this.#geometry.blockSize });
    if (list === lists.library(this.#order.teamId)) {
      const head = await readItem(client, table, keys.listHead(list), libraryHeadRecord);
      this.#createdAtMillis = Math.max(this.#createdAtMillis, head?.lastCreatedAtMillis ?? 0);
    }
    this.#known.set(list, read);
    return read;
  }

  /** As a completion does, while the next batch is written. */
  async #sealFilled(last: number, next: number): Promise<void> {
    const { client, imagesTable: table } = this.#tools;
    await this.#sealing;
    this.#sealing = sealFilled({ client, table, teamId: this.#order.teamId, ...this.#geometry }, last, next);
  }
}
