import type { LogEvent } from './log-events.ts';

/** Where a function tells its operators what happens. */
export interface Log {
  /** Puts ids on every further line of this invocation. */
  know(ids: LogIds): void;
  /** Forgets which job the last message was about, and puts this one's ids on every further line. */
  about(ids: JobIds): void;
  info(event: LogEvent, details?: LogDetails): void;
  warn(event: LogEvent, details?: LogDetails): void;
  error(event: LogEvent, details?: LogDetails): void;
}

/** Which job a line is about. */
export type JobIds = {
  readonly jobId?: string | undefined;
  readonly teamId?: string | undefined;
  /** Of the POST that asked for the job; null when nobody knows it any more: the line of its acceptance has it. */
  readonly requestId?: string | null | undefined;
  readonly sampleIndex?: number | undefined;
};

export type LogIds = JobIds & {
  /** Of this invocation, as Lambda's own lines have it. */
  readonly functionRequestId?: string;
  /** The first 12 digits of the key's SHA-256: tells keys apart, and opens nothing. */
  readonly keyId?: string;
};

/**
 * Facts of one line, all of them by name: what is not named here cannot be logged, and no name here is one of a prompt, a
 * picture, a key or an address. Texts of providers are none of these facts either, for they may repeat a prompt.
 */
export type LogDetails = {
  /** Anything that was thrown: `loggableError` says what of it gets into the line. */
  readonly error?: unknown;
  /** Method and template of a route. */
  readonly route?: string;
  readonly status?: number;
  /** A code of the API's failures. */
  readonly failureCode?: string | undefined;
  readonly millis?: number;
  readonly provider?: string;
  readonly model?: string | null;
  readonly samples?: number;
  readonly images?: number;
  readonly references?: number;
  readonly credits?: number;
  readonly creditsKept?: number;
  readonly creditsRefunded?: number;
  readonly lost?: readonly { readonly sampleIndex: number; readonly failureCode: string }[];
  /** Name of the error with which a sample was lost. */
  readonly loss?: string;
  /** Attempts of a sample, this one included. */
  readonly attempt?: number;
  readonly isFallback?: boolean;
  readonly outcome?: string;
  readonly seconds?: number;
  readonly width?: number;
  readonly height?: number;
  readonly bytes?: number;
  readonly why?: string;
  readonly standing?: string;
  readonly trouble?: string;
  readonly jobStatus?: string;
  readonly jobsStarted?: number;
  readonly jobsStopped?: number;
  readonly jobsSettled?: number;
  readonly jobsFailed?: number;
  /** In credits, and what the ledger says that it is. */
  readonly balance?: number;
  readonly ledgerSum?: number;
  readonly teams?: number;
  readonly mismatches?: number;
};
