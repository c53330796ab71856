import { once } from 'node:events';

/** One JSON document for programs, or one line a fact for people. Lists that come bit by bit are printed so. */
export async function print(result: object, json: boolean): Promise<void> {
  if (json) {
    await printJson(result);
    return;
  }
  for (const [name, value] of Object.entries(result)) {
    if (isStream(value)) await printRows(name, value);
    else if (!Array.isArray(value)) console.log(`${name}: ${String(value)}`);
    else if (value.length === 0) console.log(`${name}: none`);
    else {
      console.log(`${name}:`);
      console.table(value);
    }
  }
}

async function printJson(result: object): Promise<void> {
  let before = '{';
  for (const [name, value] of Object.entries(result)) {
    await write(`${before}${JSON.stringify(name)}:`);
    if (isStream(value)) {
      let start = '[';
      for await (const item of value) {
        await write(start + JSON.stringify(item));
        start = ',';
      }
      await write(start === '[' ? '[]' : ']');
    } else await write(JSON.stringify(value));
    before = ',';
  }
  await write(before === '{' ? '{}\n' : '}\n');
}

/** Columns are as wide as the first row, or its heading: a later row that is wider stands out, and nothing is lost. */
async function printRows(name: string, items: AsyncIterable<object>): Promise<void> {
  let widths: readonly number[] | undefined;
  for await (const item of items) {
    const values = Object.values(item).map(String);
    if (widths === undefined) {
      const headings = Object.keys(item);
      widths = headings.map((heading, index) => Math.max(heading.length, values[index]?.length ?? 0));
      await write(`${name}:\n${row(headings, widths)}\n`);
    }
    await write(`${row(values, widths)}\n`);
  }
  if (widths === undefined) console.log(`${name}: none`);
}

function row(values: readonly string[], widths: readonly number[]): string {
  return `  ${values.map((value, index) => value.padEnd(widths[index] ?? 0)).join('  ')}`.trimEnd();
}

function isStream(value: unknown): value is AsyncIterable<object> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/** Waits while nobody reads, so that a long list does not pile up in memory. */
async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}
