import { afterEach, expect, it, vi } from 'vitest';
import { print } from '../../admin/print.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

it('prints a list that comes bit by bit as one JSON document', async () => {
  const printed = capture();

  await print({ team: 'ทีม', entries: stream([{ amount: 1 }, { amount: -2 }]), none: stream([]) }, true);

  expect(printed()).toBe('{"team":"ทีม","entries":[{"amount":1},{"amount":-2}],"none":[]}\n');
});

it('prints it to people in columns under headings', async () => {
  const printed = capture();

  await print(
    {
      entries: stream([
        { id: 'grant_1', amount: 1000 },
        { id: 'charge_1', amount: -2 },
      ]),
    },
    false,
  );

  expect(printed()).toBe('entries:\n  id       amount\n  grant_1  1000\n  charge_1  -2\n');
});

async function* stream(items: readonly object[]) {
  yield* items;
}

function capture(): () => string {
  let text = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  return () => text;
}
