import * as z from 'zod';
import { requirement } from '../domain/presets/requirement.ts';

/** One thing wrong with a request. `path` is dotted, and empty for the body as a whole. */
const requestIssue = z.object({ path: z.string(), message: z.string() });

export type RequestIssue = z.output<typeof requestIssue>;

const none = z.object({});
const supportedNames = z.object({ supported: z.array(z.string()) });
const supportedCounts = z.object({ supported: z.array(z.int()) });
/** What the preset asks for. */
const requirements = z.object({ requirements: z.array(requirement) });
/** Which reference: its address, or its place in the list that it came in. */
const whichReference = z.object({ url: z.string().optional(), index: z.int().optional() });

/** Every code that a client may meet, with the members that stand beside `error`, `code` and `requestId`. */
export const failureExtras = {
  invalid_request: z.object({ issues: z.array(requestIssue) }),
  unsupported_aspect_ratio: supportedNames,
  unsupported_resolution: supportedNames,
  unsupported_sample_count: supportedCounts,
  unsupported_reference_images: supportedCounts,
  unknown_model: z.object({ available: z.array(z.string()) }),
  unknown_preset: none,
  missing_variable: requirements,
  unknown_variable: requirements,
  invalid_variable: requirements,
  reference_url_refused: whichReference,
  reference_fetch_failed: whichReference,
  reference_not_an_image: whichReference,
  unauthorized: none,
  /** `jobId` only when the job lost a race after its acceptance. */
  insufficient_credits: z.object({
    required: z.int(),
    balance: z.int(),
    jobId: z.string().optional(),
  }),
  not_found: none,
  /** The whole size of what a range was asked of. */
  range_not_satisfiable: z.object({ sizeBytes: z.int() }),
  method_not_allowed: none,
  payload_too_large: z.object({ limitBytes: z.int() }),
  unsupported_media_type: none,
  idempotency_key_reused: none,
  content_blocked: z.object({
    jobId: z.string(),
    stage: z.enum(['input', 'output']),
    reason: z.string(),
    refunded: z.int(),
  }),
  rate_limited: none,
  too_many_active_jobs: z.object({ jobId: z.string().optional() }),
  internal_error: z.object({ jobId: z.string().optional(), refunded: z.int().optional() }),
  provider_failed: z.object({ jobId: z.string(), refunded: z.int() }),
  model_unavailable: z.object({ jobId: z.string().optional() }),
  overloaded: none,
  generation_timeout: z.object({ jobId: z.string(), hint: z.string() }),
} as const;

export type FailureCode = keyof typeof failureExtras;

/** A request that is answered with a failure. Expected, so a value; `error` is one sentence for a person. */
export type Failure = {
  [Code in FailureCode]: Extras<Code> & {
    readonly code: Code;
    readonly error: string;
    /** Go out beside those that the code brings. */
    readonly headers?: Readonly<Record<string, string>>;
    /** Becomes the header `Allow`. */
    readonly allow?: readonly string[];
    /** Becomes the header `Retry-After`, where we know better than the code does. */
    readonly retryAfterSeconds?: number;
  };
}[FailureCode];

/** An empty zod object says that every member is `never`, which would forbid `code` too. */
type Extras<Code extends FailureCode> =
  z.output<(typeof failureExtras)[Code]> extends Record<string, never>
    ? unknown
    : z.output<(typeof failureExtras)[Code]>;

/** The sentence tells the first thing that is wrong; `issues` tells all. Messages of issues read on from their path. */
export function invalidRequest(issues: RequestIssue[]): Failure {
  const [first = { path: '', message: 'Is not valid.' }] = issues;
  const subject = first.path === '' ? 'the body' : shortened(first.path);
  const predicate = first.message.charAt(0).toLowerCase() + first.message.slice(1);
  const more = issues.length > 1 ? ' See "issues" for what else is wrong.' : '';

  return {
    code: 'invalid_request',
    error: `The request is not valid: ${subject} ${predicate}${more}`,
    issues,
  };
}

function shortened(path: string): string {
  return path.length > 80 ? `${path.slice(0, 80)}…` : path;
}
