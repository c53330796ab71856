import { expect, it } from 'vitest';
import { like, Report, same } from '../../deploy/smoke/report.ts';

function arrange() {
  const lines: string[] = [];
  return { lines, report: new Report((line) => lines.push(line)) };
}

it('a check that holds is one line, which says what was seen', () => {
  const { lines, report } = arrange();

  expect(report.check('health', [same('status', 200, 200), like('X-Request-Id', 'abc', /\S/)])).toBe(true);
  expect(lines).toEqual(['ok      health: status 200, X-Request-Id like \\S']);
  expect([report.hasFailed(), report.summary()]).toEqual([false, 'All 1 checks are ok.']);
});

it('a check that does not hold is one line, which says what was expected and what was found', () => {
  const { lines, report } = arrange();

  expect(
    report.check('health', [same('status', 503, 200), same('type', null, 'x'), same('size', 1, 1)]),
  ).toBe(false);
  expect(lines).toEqual(['FAILED  health: expected status 200, found 503; expected type x, found none']);
  expect([report.hasFailed(), report.summary()]).toEqual([true, '1 FAILED.']);
});
