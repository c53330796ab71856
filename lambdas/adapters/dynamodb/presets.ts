import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import { builtInPresets } from '../../domain/presets/built-in-presets.ts';
import { type Preset, type Presets, presetIdPattern } from '../../domain/presets/preset.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import { keys, presetPrefix } from './keys.ts';
import { presetRecord } from './preset-record.ts';
import { queryRecords } from './query-records.ts';
import { readItem } from './read-item.ts';

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
    if (!presetIdPattern.test(presetId)) return undefined;
    const builtIn = builtInPresets.find((preset) => preset.presetId === presetId);
    if (builtIn !== undefined) return builtIn;

    const record = await readItem(this.#client, this.#table, keys.preset(teamId, presetId), presetRecord);
    return record === undefined ? undefined : toPreset(record);
  }

  async put(teamId: string, preset: Preset): Promise<void> {
    await this.#client.send(this.#putting(teamId, preset)).catch(unavailable);
  }

  /** Conditional: whoever deleted the preset meanwhile wins. */
  async replace(teamId: string, preset: Preset): Promise<boolean> {
    try {
      await this.#client.send(this.#putting(teamId, preset, 'attribute_exists(pk)'));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      return unavailable(error);
    }
  }

  async remove(teamId: string, presetId: string): Promise<boolean> {
    const key = keys.preset(teamId, presetId);
    const remove = new DeleteCommand({ TableName: this.#table, Key: key, ReturnValues: 'ALL_OLD' });
    const { Attributes } = await this.#client.send(remove).catch((cause: unknown) => {
      throw new StoreUnavailable('remove a preset', { cause });
    });
    return Attributes !== undefined;
  }

  #putting(teamId: string, { isBuiltIn: _, ...preset }: Preset, condition?: string): PutCommand {
    const { presetId, createdAtMillis, updatedAtMillis, ...fields } = preset;
    const item = { ...keys.preset(teamId, presetId), presetId, createdAtMillis, updatedAtMillis, fields };
    return new PutCommand({ TableName: this.#table, Item: item, ConditionExpression: condition });
  }
}

function toPreset({ fields, ...facts }: z.output<typeof presetRecord>): Preset {
  return { ...fields, ...facts, isBuiltIn: false };
}

function unavailable(cause: unknown): never {
  throw new StoreUnavailable('put a preset', { cause });
}
