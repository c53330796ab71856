import type { JobFacts } from './facts.ts';
import { counted, secondsInWords } from './in-words.ts';
import { quoteFor } from './provider-words.ts';

/** What happened, in one sentence. */
export function verdictOf(facts: JobFacts, nowMillis: number): string {
  const { job, lateSamples } = facts;
  const took = secondsInWords((job.endedAtMillis ?? nowMillis) - job.createdAtMillis);
  const late =
    lateSamples.length === 0
      ? ''
      : `; sample ${lateSamples.join(', ')} came too late, and may have been billed by the provider`;
  switch (job.status) {
    case 'completed':
      return `completed in ${took}: ${job.images.length} of ${counted(job.samples.length, 'picture')}; ${moneyOf(facts)}${lossesOf(facts)}${late}.`;
    case 'failed':
      return `failed: ${job.failure?.code ?? 'without a code'} after ${took}; ${moneyOf(facts)}; ${whyOf(facts)}${late}.`;
    case 'queued':
      return `queued for ${took}; nothing is charged yet${waitingFor(facts)}.`;
    case 'active':
      return `active for ${took}; ${moneyOf(facts)}${waitingFor(facts)}.`;
  }
}

/** As the ledger has it. That it should say what the job says is the audit's business, and named here where it does not. */
function moneyOf({ job, entries }: JobFacts): string {
  const sum = (type: 'charge' | 'refund') =>
    entries.filter((entry) => entry.type === type).reduce((total, { amount }) => total + amount, 0);
  const [charged, refunded] = [-sum('charge'), sum('refund')];
  const isAsExpected = charged === (job.chargedAtMillis === null ? 0 : job.cost) && refunded === job.refunded;
  const doubt = isAsExpected ? '' : ' (the job says otherwise: run "admin audit")';
  if (charged === 0 && refunded === 0) return `nothing was charged${doubt}`;
  return `${counted(charged, 'credit')} charged, ${refunded} refunded${doubt}`;
}

function whyOf(facts: JobFacts): string {
  const { failure, lost } = facts.job;
  const [first] = lost;
  const quote = quoteFor(facts.params);
  const blocked = failure?.blocked === undefined ? '' : ` It said: ${quote(failure.blocked.reason)}`;
  const sentence = `${failure?.error ?? 'nothing says why'}${blocked}`.replace(/\.$/, '');
  return first === undefined ? sentence : `sample ${first.sampleIndex}: ${sentence}`;
}

function lossesOf({ job: { lost } }: JobFacts): string {
  return lost
    .map(({ sampleIndex, code, error }) => {
      return `; sample ${sampleIndex} was lost to ${code}: ${error.replace(/\.$/, '')}`;
    })
    .join('');
}

/** The last thing that anybody told of it. */
function waitingFor({ events, lines }: JobFacts): string {
  const state = events.findLast(({ type }) => type.endsWith('StateEntered'));
  const line = lines.toSorted((a, b) => a.atMillis - b.atMillis).at(-1);
  if (state === undefined && line === undefined) return '; no workflow and no line of the log knows it';
  const sample = state?.sampleIndex === null || state === undefined ? '' : ` of sample ${state.sampleIndex}`;
  const inState = state === undefined ? '' : `; it is in ${state.state}${sample}`;
  return `${inState}${line === undefined ? '' : `; the last line is ${line.code}`}`;
}
