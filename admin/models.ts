import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { DynamoModelCatalogue } from '../lambdas/adapters/dynamodb/model-catalogue.ts';
import { modelItem } from '../lambdas/adapters/dynamodb/model-record.ts';
import { systemClock } from '../lambdas/adapters/system/clock.ts';
import { type AiModelConfig, aiModelConfig } from '../lambdas/domain/generation/ai-model-config.ts';
import { builtInModels } from '../lambdas/domain/generation/catalogue/built-in-models.ts';
import { parseFile } from './parse-file.ts';

/** The catalogue as an operator sees it: the models of this version, and what was put over them. */
export class Models {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, catalogueTable: string) {
    this.#client = client;
    this.#table = catalogueTable;
  }

  async list(): Promise<readonly AiModelConfig[]> {
    const options = {
      clock: systemClock,
      builtIn: builtInModels({ sandbox: true }),
      onBroken: (modelId: string, error: unknown) =>
        console.error(`The model ${modelId} cannot be read and is offered to nobody; put it again. ${error}`),
    };
    return new DynamoModelCatalogue(this.#client, this.#table, options).list();
  }

  /** Puts a model from a JSON file, new or in the place of one that is there; seen everywhere within 60 s. */
  async put(path: string): Promise<{ put: string }> {
    const config = await parseFile(path, aiModelConfig);
    const others = (await this.list()).filter(({ id }) => id !== config.id);
    const names = new Map(
      others.flatMap(({ id, aliases }) =>
        [id, ...aliases.map((alias) => alias.id)].map((name) => [name, id]),
      ),
    );
    for (const name of [config.id, ...config.aliases.map(({ id }) => id)]) {
      const owner = names.get(name);
      if (owner !== undefined) throw new Error(`The name "${name}" already belongs to the model ${owner}.`);
    }

    await this.#client.send(new PutCommand({ TableName: this.#table, Item: modelItem(config) }));
    return { put: config.id };
  }
}
