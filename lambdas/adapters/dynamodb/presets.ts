import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { builtInPresets } from '../../domain/presets/built-in-presets.ts';
import { type Preset, type Presets, presetFields } from '../../domain/presets/preset.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import { keys, presetPrefix } from './keys.ts';
import { queryRecords } from './query-records.ts';
import { readItem } from './read-item.ts';

/** The stored shape of a team's preset. */
const presetRecord = z.object({
  presetId: z.string(),
  createdAtMillis: z.int(),
  updatedAtMillis: z.int(),
  fields: presetFields,
});

export class DynamoPresets implements Presets {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, catalogueTable: string) {
    this.#client = client;
    this.#table = catalogueTable;
  }

  async list(teamId: string): Promise<readonly Preset[]> {
    const records = queryRecords(this.#client, {
      table: this.#table,
      pk: keys.preset(teamId, '').pk,
      prefix: presetPrefix,
      schema: presetRecord,
    });
    const presets = [...builtInPresets];
    for await (const record of records) presets.push(toPreset(record));
    return presets.sort((a, b) => a.name.localeCompare(b.name) || a.presetId.localeCompare(b.presetId));
  }

  async find(teamId: string, presetId: string): Promise<Preset | undefined> {
    const builtIn = builtInPresets.find((preset) => preset.presetId === presetId);
    if (builtIn !== undefined) return builtIn;

    const record = await readItem(this.#client, this.#table, keys.preset(teamId, presetId), presetRecord);
    return record === undefined ? undefined : toPreset(record);
  }

  async put(teamId: string, { isBuiltIn: _, ...preset }: Preset): Promise<void> {
    const { presetId, createdAtMillis, updatedAtMillis, ...fields } = preset;
    const item = { ...keys.preset(teamId, presetId), presetId, createdAtMillis, updatedAtMillis, fields };
    await this.#client
      .send(new PutCommand({ TableName: this.#table, Item: item }))
      .catch((cause: unknown) => {
        throw new StoreUnavailable('put a preset', { cause });
      });
  }

  async remove(teamId: string, presetId: string): Promise<boolean> {
    const key = keys.preset(teamId, presetId);
    const remove = new DeleteCommand({ TableName: this.#table, Key: key, ReturnValues: 'ALL_OLD' });
    const { Attributes } = await this.#client.send(remove).catch((cause: unknown) => {
      throw new StoreUnavailable('remove a preset', { cause });
    });
    return Attributes !== undefined;
  }
}

function toPreset({ fields, ...facts }: z.output<typeof presetRecord>): Preset {
  return { ...fields, ...facts, isBuiltIn: false };
}
