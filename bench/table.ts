import { type Figure, isMet, ratioOf } from './figure.ts';

const headings = ['what', 'measured', 'anchor', 'ratio', 'goal', 'met'];
/** Before them, where it is known: what stands below it ends a command that measures the row again. */
const commandHeading = 'npm run bench --';

/** Columns for people; the same figures as JSON are for programs. */
export function tableOf(figures: readonly Figure[]): string {
  const isNamed = figures.some(({ bench }) => bench !== undefined);
  const rows = [
    [...(isNamed ? [commandHeading] : []), ...headings],
    ...figures.map((figure) => [...(isNamed ? [figure.bench ?? ''] : []), ...cells(figure)]),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cells(figure: Figure): readonly string[] {
  const { what, value, unit, anchor, goal, span } = figure;
  const ratio = ratioOf(figure);
  const met = isMet(figure);
  return [
    what,
    `${short(value)} ${unit}`,
    span !== undefined ? barOf(span) : anchor === undefined ? '' : `${short(anchor.value)} ${anchor.what}`,
    ratio === undefined ? '' : short(ratio),
    goal === undefined ? '' : `${goal.of === 'ratio' ? 'ratio ' : ''}≤ ${short(goal.atMost)}`,
    met === undefined ? '' : met ? 'yes' : 'NO',
  ];
}

/** Three digits are all that a run can tell; counts are shown whole. */
function short(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  return Math.abs(value) >= 100 ? value.toFixed(1) : String(Number(value.toPrecision(3)));
}

const barCells = 40;

/** A bar as long as its part of the whole, at its place; at least a thin one, for nothing takes no time. */
function barOf({ from, to, of }: NonNullable<Figure['span']>): string {
  const cell = (value: number) => Math.round((value / of) * barCells);
  const [begin, end] = [cell(from), cell(to)];
  return `${' '.repeat(begin)}${end > begin ? '█'.repeat(end - begin) : '▏'}`;
}
