import type { Figure } from '../figure.ts';
import { prices } from '../job-cost/prices.ts';
import type { Taken } from './counting-client.ts';
import { type FilterFigures, limit, type PageFigures, type SearchFigures } from './measure-library.ts';

/** What it is held against is left out where that would take too long. */
export type Page = PageFigures & { readonly skipping?: Taken };
export type Search = SearchFigures & { readonly filtering?: FilterFigures };

/** By the list prices of on-demand tables, five. */
const readUnitsOfAWrite = prices.dynamodb.writeUnit / prices.dynamodb.readUnit;

export function count(value: number): string {
  return value.toLocaleString('en-US');
}

export function pageFigures(
  images: number,
  { list, depth, shown, taken, skipping }: Page,
): readonly Figure[] {
  const what = `${depth} page of ${list === 'library' ? count(images) : `a preset among ${count(images)}`}`;
  return [
    {
      what,
      value: taken.readUnits,
      unit: `RRU, ${taken.items} items`,
      ...(skipping === undefined
        ? {}
        : { anchor: { what: `skip-and-scan, ${count(skipping.calls)} calls`, value: skipping.readUnits } }),
      goal: { of: 'value', atMost: 3.5 },
    },
    { what, value: taken.calls, unit: 'calls', goal: { of: 'value', atMost: 3 } },
    { what, value: limit - shown, unit: `of ${limit} missing`, goal: { of: 'value', atMost: 0 } },
  ];
}

export function searchFigures(
  of: string,
  { text, total, ids, taken, next, filtering }: Search,
): readonly Figure[] {
  const what = `search "${text}" ${of}`;
  const itself: Figure = { what, value: taken.readUnits, unit: `RRU, ${count(taken.calls)} calls` };
  const keeping: Figure = {
    what: `${what}, and keeping what it found`,
    value: taken.writeUnits,
    unit: 'WRU',
  };
  const secondPage: Figure[] =
    next === undefined
      ? []
      : [
          {
            what: `${what}, second page`,
            value: next.readUnits,
            unit: `RRU, ${next.calls} calls`,
            goal: { of: 'value', atMost: 14 },
          },
        ];
  if (filtering === undefined) return [itself, keeping, ...secondPage];

  const wrong = filtering.ids.slice(0, limit).filter((id, rank) => ids[rank] !== id).length;
  return [
    {
      ...itself,
      anchor: {
        what: `filtered rows, ${count(filtering.taken.calls)} calls`,
        value: filtering.taken.readUnits,
      },
      goal: { of: 'ratio', atMost: 1 / 3 },
    },
    keeping,
    {
      what,
      value: Math.abs(total - filtering.ids.length) + wrong,
      unit: `of ${count(filtering.ids.length)} wrong`,
      goal: { of: 'value', atMost: 0 },
    },
    ...secondPage,
  ];
}

/** In read units. */
export function priceOf({ readUnits, writeUnits }: Taken): number {
  return readUnits + readUnitsOfAWrite * writeUnits;
}
