import { describe, expect, it } from 'vitest';
import { eventPattern, matchesPattern, valueAt } from '../../../local/events/event-pattern.ts';
import { intervalMillis } from '../../../local/events/schedule-expression.ts';
import { TurnsByTeam } from '../../../local/events/turns-by-team.ts';

const event = { source: 'aws.states', detail: { status: 'FAILED', name: 'job_1' } };

describe('an event pattern', () => {
  it.each([
    [{ source: ['aws.states'] }, true],
    [{ source: ['aws.s3', 'aws.states'], detail: { status: ['FAILED', 'ABORTED'] } }, true],
    [{ detail: { status: ['ABORTED'] } }, false],
    [{ detail: { missing: ['x'] } }, false],
  ])('%j matches: %s', (pattern, expected) => {
    expect(matchesPattern(eventPattern.parse(pattern), event)).toBe(expected);
  });

  it('with an operator that the laptop does not know is refused, not silently never matched', () => {
    expect(() => eventPattern.parse({ source: [{ prefix: 'aws.' }] })).toThrow(/operator/);
  });

  it('finds values by path', () => {
    expect(valueAt('$.detail.name', event)).toBe('job_1');
    expect(valueAt('$.detail.nothing.there', event)).toBeUndefined();
  });
});

describe('a schedule', () => {
  it.each([
    ['rate(5 minutes)', 300_000],
    ['rate(1 hour)', 3_600_000],
  ])('%s', (expression, millis) => {
    expect(intervalMillis(expression)).toBe(millis);
  });

  it('of another kind is refused', () => {
    expect(() => intervalMillis('cron(0 12 * * ? *)')).toThrow(/schedule/);
  });
});

describe('messages that wait for a place', () => {
  it('are taken team by team, and in order within a team', () => {
    const turns = new TurnsByTeam<string>((item) => item.charAt(0));
    for (const item of ['a1', 'a2', 'a3', 'b1', 'c1', 'c2']) turns.add(item);

    const taken = Array.from({ length: 7 }, () => turns.next());

    expect(taken).toEqual(['a1', 'b1', 'c1', 'a2', 'c2', 'a3', undefined]);
    expect(turns.size).toBe(0);
  });

  it('keep their place when they are received again, and wait there once', () => {
    const turns = new TurnsByTeam<{ id: number; receipt: string }>(
      () => 'team',
      ({ id }) => id,
    );
    for (const id of [1, 2]) turns.add({ id, receipt: 'old' });

    turns.add({ id: 1, receipt: 'new' });

    expect(turns.size).toBe(2);
    expect(turns.next()).toEqual({ id: 1, receipt: 'new' });
    expect(turns.next()).toEqual({ id: 2, receipt: 'old' });
  });
});
