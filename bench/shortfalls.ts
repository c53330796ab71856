import { type Figure, isMet, type Shortfall } from './figure.ts';

const unexplained: Shortfall = {
  because: 'Nobody knows yet: it was met when the reasons were last written down, or is new.',
  next: 'Run that bench alone on an idle machine; if it is missed again, look at what changed.',
};

/** Under a table: each missed goal with its reason and the next idea. Goals that are missed for one reason stand together. */
export function shortfallsOf(figures: readonly Figure[]): string {
  const missed = figures.filter((figure) => isMet(figure) === false);
  const byReason = Map.groupBy(
    missed,
    ({ ifMissed = unexplained }) => `${ifMissed.because}\n${ifMissed.next}`,
  );
  return [...byReason.values()].map(paragraph).join('\n\n');
}

function paragraph(missed: readonly Figure[]): string {
  const { because, next } = missed[0]?.ifMissed ?? unexplained;
  return [...missed.map(({ what }) => `missed: ${what}`), `  because: ${because}`, `  next:    ${next}`].join(
    '\n',
  );
}
