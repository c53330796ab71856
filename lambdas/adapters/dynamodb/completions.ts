import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../domain/clock.ts';
import type { Completion, Ledger, SettleOutcome } from '../../domain/credits/ledger.ts';
import { TransactionConflict } from '../../domain/credits/transaction-conflict.ts';
import { completedJob } from '../../domain/jobs/completed-job.ts';
import { UnknownJob } from '../../domain/jobs/errors.ts';
import { type LibraryGeometry, productionGeometry } from '../../domain/library/geometry.ts';
import { completionItems, type LibraryHeads } from './completion-items.ts';
import { libraryHeadRecord } from './image-record.ts';
import { DynamoJobStore } from './job-store.ts';
import { keys, lists } from './keys.ts';
import { listHeadRecord } from './numbered-list.ts';
import { readItem } from './read-item.ts';
import { type SegmentPlace, sealFilled } from './search-segments.ts';
import { transact } from './transaction.ts';

/** Rounds end when another job of the team took our sequence numbers; each round reads the library's head anew. */
const maxRounds = 30;

/**
 * | who comes                | job       | outcome                                                        |
 * |--------------------------|-----------|----------------------------------------------------------------|
 * | first completion         | active    | images enter the library, lost samples are paid back           |
 * | repeated completion      | completed | `job-moved-on`, nothing moves                                  |
 * | completion after a refund| failed    | `job-moved-on`, nothing moves: the money is back, images unseen |
 * | two jobs of one team     | active    | one takes the sequence numbers, the other tries again          |
 */
export class DynamoCompletions implements Pick<Ledger, 'complete'> {
  readonly #client: DynamoDBDocumentClient;
  readonly #tables: { readonly jobs: string; readonly credits: string; readonly images: string };
  readonly #clock: Clock;
  readonly #geometry: LibraryGeometry;

  constructor(
    client: DynamoDBDocumentClient,
    tables: { jobs: string; credits: string; images: string },
    clock: Clock,
    geometry = productionGeometry,
  ) {
    this.#client = client;
    this.#tables = tables;
    this.#clock = clock;
    this.#geometry = geometry;
  }

  async complete(completion: Completion, nowMillis: number): Promise<SettleOutcome> {
    const jobs = new DynamoJobStore(this.#client, this.#tables.jobs, this.#clock);
    const [params, first] = await Promise.all([
      jobs.findParams(completion.jobId),
      jobs.find(completion.jobId),
    ]);
    if (params === undefined) throw new UnknownJob(completion.jobId);

    for (let round = 1; round <= maxRounds; round += 1) {
      const job = round === 1 ? first : await jobs.find(completion.jobId);
      if (job === undefined) throw new UnknownJob(completion.jobId);
      if (job.status !== 'active') return { outcome: 'job-moved-on', job };

      const completed = completedJob(job, completion, nowMillis);
      const heads = await this.#heads(job.teamId, params.presetId);
      const items = completionItems(this.#tables, completed, params, heads, nowMillis);
      const moved = await transact(this.#client, 'complete', items, this.#clock);
      if (moved.committed) {
        // After the money, and at best: a search that misses a segment's texts writes them itself.
        const last = heads.library?.lastSequence ?? 0;
        await sealFilled(this.#segments(job.teamId), last, last + completed.images.length);
        return { outcome: 'settled', job: completed };
      }
      await this.#clock.sleepAtMost(20 * round);
    }
    throw new TransactionConflict('complete', maxRounds);
  }

  #segments(teamId: string): SegmentPlace {
    return { client: this.#client, table: this.#tables.images, teamId, ...this.#geometry };
  }

  async #heads(teamId: string, presetId: string | null): Promise<LibraryHeads> {
    const [client, table] = [this.#client, this.#tables.images];
    const [library, ofPreset] = await Promise.all([
      readItem(client, table, keys.listHead(lists.library(teamId)), libraryHeadRecord),
      presetId === null
        ? undefined
        : readItem(client, table, keys.listHead(lists.presetLibrary(teamId, presetId)), listHeadRecord),
    ]);
    return { library, presetSequence: ofPreset?.lastSequence ?? 0 };
  }
}
