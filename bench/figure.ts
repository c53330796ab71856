import type { FunctionEntry } from '../lib/functions/bundle-budgets.ts';

/** One line of the table: what was measured, what it is held against, and the goal. */
export type Figure = {
  /** Name of the bench that measures it again; main.ts knows it. */
  readonly bench?: string;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** What others do, measured in the same run and in the same unit. */
  readonly anchor?: { readonly what: string; readonly value: number };
  /** The value, or its ratio to the anchor, is to be at most this. */
  readonly goal?: { readonly of: 'value' | 'ratio'; readonly atMost: number };
  /** Printed under the table where the goal is missed. */
  readonly ifMissed?: Shortfall;
  /** Where the value lies in a whole that begins at 0; the table draws it. */
  readonly span?: { readonly from: number; readonly to: number; readonly of: number };
};

/** Why a goal cannot be met as things are, and what could be tried next. Whole sentences. */
export type Shortfall = { readonly because: string; readonly next: string };

/** A part of the bench, which can be run alone. */
export type Bench = {
  readonly name: string;
  readonly about: string;
  /** The options that change what it does. Others are refused, not ignored. */
  readonly takes?: readonly BenchOption[];
  run(options: BenchOptions): Promise<readonly Figure[]>;
};

export type BenchOption = 'full' | 'plot' | 'write' | 'of';

export type BenchOptions = {
  /** Also what takes more than ten minutes. */
  readonly full: boolean;
  /** Where a plot goes, as SVG; nowhere unless given. */
  readonly plot?: string;
  /** Where a page goes, as Markdown, with the counts that it was made from beside the bench; nowhere unless given. */
  readonly write?: string;
  /** The function whose parts are shown. */
  readonly of?: FunctionEntry;
  readonly isQuiet: boolean;
};

export function ratioOf({ value, anchor }: Figure): number | undefined {
  return anchor === undefined ? undefined : value / anchor.value;
}

/** `undefined` where there is no goal. */
export function isMet(figure: Figure): boolean | undefined {
  const { goal, value } = figure;
  if (goal === undefined) return undefined;
  return (goal.of === 'value' ? value : (ratioOf(figure) ?? Number.NaN)) <= goal.atMost;
}
