import type { Bench, BenchOptions, Figure } from './figure.ts';
import { machine } from './machine.ts';
import type { Report } from './report.ts';

/** What `npm run bench` may take. */
const goalSeconds = 600;

/**
 * One bench after the other. What one found is kept when another breaks, or somebody is tired of waiting: then the rest is
 * not begun. `isWhole`: the figures include how long all of it took, which has a goal too.
 */
export async function measureAll(
  chosen: readonly Bench[],
  options: BenchOptions,
  { isWhole }: { readonly isWhole: boolean },
): Promise<Report> {
  const startedAtMillis = Date.now();
  const secondsSince = (millis: number) => (Date.now() - millis) / 1000;
  const measuredOn = machine();
  const figures: Figure[] = [];
  const broken: { bench: string; error: string }[] = [];
  const tell = (what: string) => {
    if (!options.isQuiet) console.error(what);
  };
  let isInterrupted = false;
  process.once('SIGINT', () => {
    isInterrupted = true;
    console.error('\nEnding. What was measured is shown; once more Ctrl-C ends at once.');
  });

  for (const [index, { name, ...bench }] of chosen.entries()) {
    if (isInterrupted) {
      broken.push({ bench: name, error: 'it was not begun' });
      continue;
    }
    tell(`\n${index + 1} of ${chosen.length}: ${name}`);
    const beganAtMillis = Date.now();
    try {
      figures.push(...(await bench.run(options)).map((figure) => ({ bench: name, ...figure })));
      tell(`${name} took ${Math.round(secondsSince(beganAtMillis))} s`);
    } catch (error) {
      if (!isInterrupted) console.error(error);
      broken.push({ bench: name, error: isInterrupted ? 'it was interrupted' : String(error) });
    }
  }

  const seconds = secondsSince(startedAtMillis);
  const whole: Figure = {
    what: 'all of this bench',
    value: seconds,
    unit: 's',
    goal: { of: 'value', atMost: goalSeconds },
  };
  return {
    machine: measuredOn,
    figures: isWhole && !options.full && broken.length === 0 ? [...figures, whole] : figures,
    broken,
    seconds,
  };
}
