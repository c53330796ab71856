const unitMillis: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** `rate(5 minutes)` in milliseconds. Another kind of expression is an error. */
export function intervalMillis(expression: string): number {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const millis = unitMillis[unit];
  if (millis === undefined) throw new Error(`The laptop does not know the schedule "${expression}".`);
  return Number(count) * millis;
}
