import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const line = z.object({
  code: z.string(),
  timestamp: z.iso.datetime().transform(Date.parse),
  requestId: z.string(),
  jobId: z.string().optional(),
  /** Of what took so long, when it is over. */
  millis: z.number().optional(),
});

export type LogLine = z.output<typeof line>;

/** What the functions of a laptop logged about requests; metrics and lines of the runtime are left out. */
export function readFunctionLog(home: string): readonly LogLine[] {
  const text = readFileSync(join(home, 'logs/functions.log'), 'utf8');
  return text.split('\n').flatMap((logged) => line.safeParse(jsonIn(logged)).data ?? []);
}

function jsonIn(logged: string): unknown {
  try {
    return JSON.parse(logged.slice(logged.indexOf('{')));
  } catch {
    return undefined;
  }
}
