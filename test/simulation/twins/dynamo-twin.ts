import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { conditionHolds, type Item, type Values } from './conditions.ts';
import { type Key, TwinTable } from './twin-table.ts';
import { copyOf, inputOf, keyOf, numbersOf, order, placeOf, type TransactItem } from './twin-values.ts';
import { updated } from './updates.ts';

/** Hash and range of each index; both hold keys alone. */
const indexes: Readonly<Record<string, readonly [string, string]>> = {
  'open-by-deadline': ['open', 'deadlineAtMillis'],
  'team-by-time': ['teamId', 'createdAtMillis'],
};

/** What all twins inherit but how they send: making one takes as long as dozens of calls of a twin. */
const documentClient = DynamoDBDocumentClient.from(
  new DynamoDBClient({ region: 'local', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }),
);

/** How many writes a copy may lag behind. */
const maxLag = 8;

/**
 * DynamoDB in memory, behind its own document client: one thread, so every call is atomic. With `lag`, a read that does not
 * ask for consistency sees its table as it was so many writes ago, from 0 to 8.
 */
export class DynamoTwin {
  readonly client: DynamoDBDocumentClient;
  readonly #tables = new Map<string, TwinTable>();
  readonly #former = new Map<string, TwinTable[]>();
  readonly #lag: (() => number) | undefined;

  constructor(lag?: () => number) {
    this.#lag = lag;
    const send = async (command: unknown) => this.run(command);
    this.client = Object.assign(Object.create(documentClient) as DynamoDBDocumentClient, { send });
  }

  /** Every item of a table, as it stands. */
  items(table: string): readonly Item[] {
    return this.#table(table).items();
  }

  /** As `items`, of one partition. */
  partition(table: string, pk: string): readonly Item[] {
    return this.#table(table).partition(pk);
  }

  run(command: unknown): object {
    if (command instanceof GetCommand) return { Item: this.#get(command.input.TableName, command.input.Key) };
    if (command instanceof QueryCommand) return this.#query(command);
    if (command instanceof PutCommand) return this.#single({ Put: command.input });
    if (command instanceof UpdateCommand) return this.#update(command);
    if (command instanceof DeleteCommand) return this.#delete(command);
    if (command instanceof TransactWriteCommand) return this.#transact(command);
    if (command instanceof ScanCommand) return { Items: copyOf(this.items(command.input.TableName ?? '')) };
    if (command instanceof BatchGetCommand) return this.#batchGet(command);
    throw new Error(`The twin knows no ${String(command?.constructor.name)}.`);
  }

  #update({ input }: UpdateCommand): object {
    this.#single({ Update: input });
    const after = this.#get(input.TableName, input.Key);
    return input.ReturnValues === undefined ? {} : { Attributes: after };
  }

  #delete({ input }: DeleteCommand): object {
    const before = this.#get(input.TableName, input.Key);
    this.#single({ Delete: input });
    return before === undefined ? {} : { Attributes: before };
  }

  #single(write: TransactItem): object {
    const { failed, apply } = this.#prepare(write);
    if (!failed) {
      this.#remember([write]);
      apply();
      return {};
    }
    const input = inputOf(write);
    const item = this.#get(input.TableName, keyOf(write));
    const shown = (input as { ReturnValuesOnConditionCheckFailure?: string })
      .ReturnValuesOnConditionCheckFailure;
    throw new ConditionalCheckFailedException({
      message: 'The conditional request failed',
      $metadata: {},
      ...(shown === 'ALL_OLD' && item !== undefined ? { Item: numbersOf(item) } : {}),
    });
  }

  #transact({ input }: TransactWriteCommand): object {
    const writes = (input.TransactItems ?? []) as TransactItem[];
    const places = writes.map((write) => `${inputOf(write).TableName} ${placeOf(keyOf(write))}`);
    if (new Set(places).size !== places.length) throw new Error('A transaction names an item twice.');
    if (writes.length > 100) throw new Error('A transaction has more than 100 items.');

    const prepared = writes.map((write) => this.#prepare(write));
    if (prepared.some(({ failed }) => failed)) {
      throw new TransactionCanceledException({
        message: 'Transaction cancelled',
        $metadata: {},
        CancellationReasons: prepared.map(({ failed }) => ({
          Code: failed ? 'ConditionalCheckFailed' : 'None',
        })),
      });
    }
    this.#remember(writes);
    for (const { apply } of prepared) apply();
    return {};
  }

  #prepare(write: TransactItem): { readonly failed: boolean; readonly apply: () => void } {
    const {
      TableName = '',
      ConditionExpression,
      ExpressionAttributeNames,
      ExpressionAttributeValues,
    } = inputOf(write);
    const table = this.#table(TableName);
    const key = keyOf(write);
    const before = table.get(key);
    const failed = !conditionHolds(
      ConditionExpression,
      before,
      ExpressionAttributeNames,
      ExpressionAttributeValues,
    );

    const apply = () => {
      if (write.Put !== undefined) table.set(key, copyOf(write.Put.Item ?? {}));
      else if (write.Delete !== undefined) table.delete(key);
      else if (write.Update !== undefined) {
        const {
          UpdateExpression,
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: values,
        } = write.Update;
        table.set(key, updated(UpdateExpression ?? '', before ?? { ...key }, names, values));
      }
    };
    return { failed, apply };
  }

  #query({ input }: QueryCommand): object {
    const { IndexName, KeyConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } = input;
    const [hash, range] = IndexName === undefined ? ['pk', 'sk'] : (indexes[IndexName] ?? ['', '']);
    const table = this.#readable(input.TableName, input.ConsistentRead);
    const pk = ExpressionAttributeValues?.[':pk'];
    // The adapters name the partition of a table so; an index is looked through whole.
    const partition = IndexName === undefined && typeof pk === 'string' ? table.partition(pk) : table.items();
    const found = partition
      .filter((item) => item[hash] !== undefined && item[range] !== undefined)
      .filter((item) =>
        conditionHolds(
          KeyConditionExpression,
          item,
          ExpressionAttributeNames,
          ExpressionAttributeValues as Values,
        ),
      )
      .sort((a, b) => order(a[range], b[range]) || order(a['pk'], b['pk']));
    if (input.ScanIndexForward === false) found.reverse();

    const start = input.ExclusiveStartKey as Key | undefined;
    const from =
      start === undefined
        ? 0
        : found.findIndex((item) => item['pk'] === start.pk && item['sk'] === start.sk) + 1;
    const page = found.slice(from, from + (input.Limit ?? found.length));
    const last = from + page.length < found.length ? page.at(-1) : undefined;
    const shown =
      IndexName === undefined
        ? page
        : page.map(({ pk, sk, [hash]: first, [range]: second }) => ({
            pk,
            sk,
            [hash]: first,
            [range]: second,
          }));
    return {
      Items: copyOf(shown),
      ...(last === undefined ? {} : { LastEvaluatedKey: { pk: last['pk'], sk: last['sk'] } }),
    };
  }

  #batchGet({ input }: BatchGetCommand): object {
    const Responses = Object.fromEntries(
      Object.entries(input.RequestItems ?? {}).map(([name, { Keys = [], ConsistentRead }]) => {
        const table = this.#readable(name, ConsistentRead);
        return [name, Keys.flatMap((key) => copyOf(table.get(key as Key) ?? []))];
      }),
    );
    return { Responses };
  }

  #get(table = '', key: unknown = {}): Item | undefined {
    const item = this.#table(table).get(key as Key);
    return item === undefined ? undefined : copyOf(item);
  }

  #readable(name = '', isConsistent = false): TwinTable {
    const lag = isConsistent ? 0 : (this.#lag?.() ?? 0);
    return (lag === 0 ? undefined : this.#former.get(name)?.at(-lag)) ?? this.#table(name);
  }

  /** How the tables stood before these writes. */
  #remember(writes: readonly TransactItem[]): void {
    if (this.#lag === undefined) return;
    for (const name of new Set(writes.map((write) => inputOf(write).TableName ?? ''))) {
      const former = [...(this.#former.get(name) ?? []), this.#table(name).copy()];
      this.#former.set(name, former.slice(-maxLag));
    }
  }

  #table(name = ''): TwinTable {
    const table = this.#tables.get(name) ?? new TwinTable();
    this.#tables.set(name, table);
    return table;
  }
}
