import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../domain/clock.ts';
import {
  type AiModelConfig,
  aiModelConfig,
  type ModelCatalogue,
} from '../../domain/generation/ai-model-config.ts';
import { modelNamed } from '../../domain/generation/model-life-cycle.ts';
import { keys, modelPrefix } from './keys.ts';
import { modelRecord } from './model-record.ts';
import { queryRecords } from './query-records.ts';

/** Half of the 60 s that a change may take to be seen everywhere. */
const rememberMillis = 30_000;

/** Is told of an entry that this version cannot read. */
export type OnBrokenModel = (modelId: string, error: unknown) => void;

export type ModelCatalogueOptions = {
  readonly clock: Clock;
  readonly builtIn: readonly AiModelConfig[];
  readonly onBroken: OnBrokenModel;
};

/**
 * The models that came with this version, and what operators put in the table: an entry there replaces the built-in one
 * of the same id. Some tens of entries, read as a whole.
 */
export class DynamoModelCatalogue implements ModelCatalogue {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;
  readonly #builtIn: readonly AiModelConfig[];
  readonly #onBroken: OnBrokenModel;
  #remembered: { readonly models: readonly AiModelConfig[]; readonly untilMillis: number } | undefined;

  constructor(
    client: DynamoDBDocumentClient,
    catalogueTable: string,
    { clock, builtIn, onBroken }: ModelCatalogueOptions,
  ) {
    this.#client = client;
    this.#table = catalogueTable;
    this.#clock = clock;
    this.#builtIn = builtIn;
    this.#onBroken = onBroken;
  }

  async find(modelVersion: string): Promise<AiModelConfig | undefined> {
    return modelNamed(await this.list(), modelVersion);
  }

  async list(): Promise<readonly AiModelConfig[]> {
    const now = this.#clock.nowMillis();
    if (this.#remembered !== undefined && this.#remembered.untilMillis > now) return this.#remembered.models;

    const models = await this.#read();
    this.#remembered = { models, untilMillis: now + rememberMillis };
    return models;
  }

  async #read(): Promise<readonly AiModelConfig[]> {
    const byId = new Map(this.#builtIn.map((model) => [model.id, model]));
    const records = queryRecords(this.#client, {
      table: this.#table,
      pk: keys.model('').pk,
      prefix: modelPrefix,
      schema: modelRecord,
    });
    for await (const { config } of records) {
      const parsed = aiModelConfig.safeParse(config);
      // One that this version cannot read is offered to nobody, at no price of ours; the others go on.
      if (parsed.success) byId.set(config.id, parsed.data);
      else {
        byId.delete(config.id);
        this.#onBroken(config.id, parsed.error);
      }
    }
    return [...byId.values()];
  }
}
