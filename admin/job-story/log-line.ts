import * as z from 'zod';
import type { PrintedLine } from '../connection/target.ts';
import type { LogLine } from './facts.ts';

const printed = z.looseObject({
  timestamp: z.iso.datetime({ offset: true }),
  level: z.string(),
  code: z.string(),
  message: z.string(),
  jobId: z.string(),
  requestId: z.string().optional(),
  sampleIndex: z.int().optional(),
});

/** Of every line alike, or told elsewhere in the story. */
const known = new Set([
  ...Object.keys(printed.shape),
  'service',
  'teamId',
  'keyId',
  'functionRequestId',
  'xray_trace_id',
  'sampling_rate',
]);

/** `undefined` for what is no line of our log, or of another job that names this one. */
export function logLineOf({ printedBy, text }: PrintedLine, jobId: string): LogLine | undefined {
  const { data } = printed.safeParse(jsonOf(text));
  if (data?.jobId !== jobId) return undefined;
  const { timestamp, level, code, message, requestId, sampleIndex } = data;
  return {
    atMillis: Date.parse(timestamp),
    level,
    code,
    message,
    requestId: requestId ?? null,
    sampleIndex: sampleIndex ?? null,
    printedBy,
    details: Object.fromEntries(Object.entries(data).filter(([name]) => !known.has(name))),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
