import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Laptop } from './laptop-process.ts';

/** One line of a function. */
export type FunctionLine = {
  /** As the template calls it. */
  readonly functionName: string;
  readonly text: string;
  /** `undefined` for a line that is no JSON. */
  readonly json: Readonly<Record<string, unknown>> | undefined;
};

/** Everything that a laptop printed: its own output, and all its log files. */
export function everythingPrinted(laptop: Laptop): string {
  const folder = join(laptop.home, 'logs');
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return [laptop.output(), ...files.map((name) => readFileSync(join(folder, name), 'utf8'))].join('\n');
}

export function functionLines(laptop: Laptop): readonly FunctionLine[] {
  const lines = readFileSync(join(laptop.home, 'logs/functions.log'), 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => {
    const space = line.indexOf(' ');
    const text = line.slice(space + 1);
    return { functionName: line.slice(0, space), text, json: jsonOf(text) };
  });
}

function jsonOf(text: string): FunctionLine['json'] {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : undefined;
  } catch {
    return undefined;
  }
}

/** How a secret may look where somebody printed it: as it is, in a URL, in JSON, or somewhere inside base64 or hex. */
export function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].flatMap((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    // The first and the last digits also depend on what stands around it.
    const inner = whole.slice(before === 0 ? 0 : 4, Math.floor(((bytes.length + before) * 4) / 3));
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    bytes.toString('hex'),
    ...base64,
  ];
}
