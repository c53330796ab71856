import type { FunctionConfig, FunctionHost } from './lambda/invocation.ts';

/** Where a bench may stand between the parts of a stack, and count what passes. `npm start` has none. */
export type Taps = {
  /** What answers in place of a store, and passes on to it. */
  readonly store: (store: 'dynamodb' | 'sqs-and-s3', endpoint: string) => Promise<string>;
  /** What is asked in place of the functions. */
  readonly functions: (host: FunctionHost, configs: readonly FunctionConfig[]) => FunctionHost;
  /** Told of every state that an execution enters, those inside Maps included. */
  readonly onStateEntered: (executionName: string, stateName: string) => void;
};

export const noTaps: Taps = {
  store: async (_, endpoint) => endpoint,
  functions: (host) => host,
  onStateEntered: () => {},
};
