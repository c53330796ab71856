import { type Figure, isMet, ratioOf } from './figure.ts';
import { inWords, isBusy, type Machine } from './machine.ts';
import { shortfallsOf } from './shortfalls.ts';
import { tableOf } from './table.ts';

export type Report = {
  readonly machine: Machine;
  readonly figures: readonly Figure[];
  /** Benches that ended with an error, or were not begun. */
  readonly broken: readonly { readonly bench: string; readonly error: string }[];
  readonly seconds: number;
};

/** False when a goal is missed, or a bench did not end. */
export function isGood({ figures, broken }: Report): boolean {
  return broken.length === 0 && !figures.some((figure) => isMet(figure) === false);
}

/** One document for programs; figures are those of the table, with their ratios and verdicts. */
export function asJson({ figures, ...about }: Report): string {
  const rows = figures.map((figure) => ({ ...figure, ratio: ratioOf(figure), isMet: isMet(figure) }));
  return `${JSON.stringify({ ...about, figures: rows }, undefined, 2)}\n`;
}

/** For people: the table, what was missed and why, and on what it was measured. */
export function asText({ machine, figures, broken, seconds }: Report): string {
  const missed = figures.filter((figure) => isMet(figure) === false).length;
  const goals = figures.filter(({ goal }) => goal !== undefined).length;
  const parts = [
    tableOf(figures),
    shortfallsOf(figures),
    broken.map(({ bench, error }) => `The bench ${bench} did not end: ${error}`).join('\n'),
    isBusy(machine)
      ? `Other work was running (load ${machine.loadBefore.toFixed(1)} before the first bench): times are longer than they need be.`
      : '',
    [
      missed === 0
        ? `All ${goals} goals are met.`
        : `${goals - missed} of ${goals} goals are met, ${missed} missed.`,
      `Measured in ${duration(seconds)} on ${inWords(machine)}.`,
    ].join('\n'),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${Math.round(seconds)} s` : `${minutes} min ${Math.round(seconds % 60)} s`;
}
