/** One fault of ours, made on purpose: the simulation must notice it. */
export type Mutant = {
  readonly name: string;
  readonly file: string;
  /** Stands once in the file. */
  readonly find: string;
  readonly replace: string;
};

export const dynamo = 'lambdas/adapters/dynamodb';
