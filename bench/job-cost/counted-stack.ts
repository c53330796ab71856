import { setTimeout as wait } from 'node:timers/promises';
import { progress } from '../../local/progress.ts';
import { readSettings } from '../../local/settings.ts';
import { startStack } from '../../local/stack.ts';
import type { Taps } from '../../local/taps.ts';
import { countedFunctions, type FunctionCall } from './counted-functions.ts';
import { askForCapacity, type DynamoCall, dynamoCallsOf } from './dynamodb-calls.ts';
import { type Front, startFront } from './recording-front.ts';
import { type StorageCall, storageCallOf } from './storage-calls.ts';

/** Everything that a stack did since it was last asked. */
export type Seen = {
  readonly dynamodb: readonly DynamoCall[];
  readonly storage: readonly StorageCall[];
  readonly functions: readonly FunctionCall[];
  /** States that executions entered. */
  readonly states: readonly string[];
};

type Recorder = {
  dynamodb: DynamoCall[];
  storage: StorageCall[];
  functions: FunctionCall[];
  states: string[];
};

/** A job here takes a second or two; one that failed would be waited for in vain. */
const patienceMillis = 60_000;

const empty = (): Recorder => ({ dynamodb: [], storage: [], functions: [], states: [] });

/** A whole stack on this machine, of which everything that AWS would bill is counted. */
export async function startCountedStack({
  home,
  assembly,
  variables = {},
}: {
  readonly home: string;
  /** Templates that were synthesised before; synthesised now unless given. */
  readonly assembly?: string;
  /** As `npm start` takes them. */
  readonly variables?: Readonly<Record<string, string>>;
}) {
  let seen = empty();
  const fronts: Front[] = [];
  const taps: Taps = {
    store: async (store, endpoint) => {
      const front = await startFront(
        endpoint,
        store === 'dynamodb'
          ? {
              askFor: (_, body) => askForCapacity(body),
              record: (exchange) => seen.dynamodb.push(...dynamoCallsOf(exchange)),
            }
          : {
              record: (exchange) => {
                const call = storageCallOf(exchange);
                if (call !== undefined) seen.storage.push(call);
              },
            },
      );
      fronts.push(front);
      return front.endpoint;
    },
    functions: (host, configs) => countedFunctions(host, configs, (call) => seen.functions.push(call)),
    onStateEntered: (_, state) => seen.states.push(state),
  };
  const settings = readSettings({
    ...variables,
    PORT: '0',
    DARKROOM_HOME: home,
    ...(assembly === undefined ? {} : { DARKROOM_ASSEMBLY: assembly }),
  });
  const stack = await startStack(
    settings,
    progress(() => {}),
    () => {},
    taps,
  );

  return {
    ...stack,
    /** Answers once it holds of what was seen so far. */
    until: async (holds: (seen: Seen) => boolean): Promise<void> => {
      const givesUpAt = performance.now() + patienceMillis;
      while (!holds(seen)) {
        if (performance.now() > givesUpAt)
          throw new Error(`A job does not end; it entered: ${seen.states.join(', ')}.`);
        await wait(20);
      }
    },
    /** What was seen since the last time, and begins anew. */
    take: (): Seen => {
      const taken = seen;
      seen = empty();
      return taken;
    },
    stop: async () => {
      await stack.stop();
      for (const front of fronts) await front.stop();
    },
  };
}
