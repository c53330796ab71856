import type { JobFacts, LogLine, WorkflowEvent } from './facts.ts';
import { counted } from './in-words.ts';
import { type Quote, quoteFor } from './provider-words.ts';

export type Moment = {
  readonly atMillis: number;
  readonly source: 'job' | 'money' | 'workflow' | 'log';
  readonly sampleIndex: number | null;
  readonly text: string;
  readonly isTrouble: boolean;
};

/** Of one millisecond, what caused the rest comes first. */
const order: readonly Moment['source'][] = ['job', 'money', 'workflow', 'log'];

/** Every transition, move of credits and line of the log, in time order. */
export function timelineOf(facts: JobFacts): readonly Moment[] {
  const quote = quoteFor(facts.params);
  return [
    ...jobMoments(facts),
    ...facts.entries.map(
      ({ type, amount, createdAtMillis }): Moment => ({
        ...plain('money', createdAtMillis),
        text: `${type}: ${amount > 0 ? '+' : '−'}${counted(Math.abs(amount), 'credit')}`,
      }),
    ),
    ...facts.events.flatMap((event) => workflowMoment(event, quote) ?? []),
    ...facts.lines.map(logMoment),
  ].sort((a, b) => a.atMillis - b.atMillis || order.indexOf(a.source) - order.indexOf(b.source));
}

function plain(source: Moment['source'], atMillis: number) {
  return { source, atMillis, sampleIndex: null, isTrouble: false };
}

function jobMoments({ job }: JobFacts): readonly Moment[] {
  const { status, failure, createdAtMillis, chargedAtMillis, endedAtMillis, samples } = job;
  const moments: Moment[] = [
    {
      ...plain('job', createdAtMillis),
      text: `queued: ${counted(samples.length, 'sample')} of ${job.model} for ${counted(job.cost, 'credit')}`,
    },
  ];
  if (chargedAtMillis !== null) moments.push({ ...plain('job', chargedAtMillis), text: 'active' });
  if (endedAtMillis !== null) {
    const why = failure === null ? '' : `: ${failure.code}. ${failure.error}`;
    const isTrouble = status === 'failed';
    moments.push({ ...plain('job', endedAtMillis), text: `${status}${why}`, isTrouble });
  }
  return moments;
}

/** What a state came to shows in the next one that is entered, or in what failed. */
function workflowMoment(event: WorkflowEvent, quote: Quote): Moment | undefined {
  const { type, state, sampleIndex, atMillis, error, cause } = event;
  const base = { ...plain('workflow', atMillis), sampleIndex };
  if (type.endsWith('StateEntered')) return { ...base, text: `${state} begins` };
  if (error !== null) {
    const said = cause === null || cause === '' ? '' : `: ${quote(causeInWords(cause))}`;
    return { ...base, text: `${state ?? type} failed with ${error}${said}`, isTrouble: true };
  }
  return /^Execution(?!.*Entered)/.test(type) ? { ...base, text: type } : undefined;
}

/** Lambda wraps what a function threw in JSON, with a stack that says nothing here. */
function causeInWords(cause: string): string {
  return /^\{"errorType":"[^"]*","errorMessage":"([^"]*)"/.exec(cause)?.[1] ?? cause;
}

function logMoment({ atMillis, sampleIndex, code, message, level, details }: LogLine): Moment {
  const facts = Object.entries(details).map(([name, value]) => `${name} ${valueInWords(value)}`);
  return {
    ...plain('log', atMillis),
    sampleIndex,
    text: `${code} ${message}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}`,
    isTrouble: level === 'ERROR' || level === 'WARN',
  };
}

function valueInWords(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
