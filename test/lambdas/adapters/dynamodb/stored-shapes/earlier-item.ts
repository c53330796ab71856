import type * as z from 'zod';

export type EarlierItem = {
  readonly what: string;
  /** The schemas that read it, by name. */
  readonly record: Readonly<Record<string, z.ZodType>>;
  readonly item: Readonly<Record<string, unknown>>;
  /** What comes of it, where that is not the item itself. */
  readonly reads?: unknown;
};
