import type { LedgerEntry } from '../../lambdas/domain/credits/ledger-entry.ts';
import type { Job, JobParams } from '../../lambdas/domain/jobs/job.ts';

/** Everything that the stores, the workflow and the log know of one job. */
export type JobFacts = {
  readonly job: Job;
  readonly params: JobParams | undefined;
  readonly work: readonly SampleWork[];
  /** Samples that came when the job had ended without them: the provider may have billed them. */
  readonly lateSamples: readonly number[];
  readonly entries: readonly LedgerEntry[];
  readonly pictures: readonly PictureFacts[];
  readonly events: readonly WorkflowEvent[];
  readonly lines: readonly LogLine[];
  /** What could not be read, in words. */
  readonly gaps: readonly string[];
};

/** What workers left on the job's record of one sample, with its own model or with the fallback. */
export type SampleWork = {
  readonly sampleIndex: number;
  readonly isFallback: boolean;
  /** Proven uncharged. */
  readonly attempts: number;
  readonly claim: { readonly holder: string; readonly untilMillis: number } | null;
  /** A loss that reached nobody. */
  readonly loss: { readonly name: string; readonly message: string } | null;
};

export type PictureFacts = {
  readonly sampleIndex: number;
  readonly imageId: string;
  readonly isDeleted: boolean;
  readonly isInLibrary: boolean;
  readonly isStored: boolean;
  readonly hasThumbnail: boolean;
};

export type WorkflowEvent = {
  readonly atMillis: number;
  /** In Step Functions' words. */
  readonly type: string;
  readonly state: string | null;
  readonly sampleIndex: number | null;
  readonly error: string | null;
  readonly cause: string | null;
};

export type LogLine = {
  readonly atMillis: number;
  readonly level: string;
  readonly code: string;
  readonly message: string;
  readonly requestId: string | null;
  readonly sampleIndex: number | null;
  readonly printedBy: string;
  /** What else the line says. */
  readonly details: Readonly<Record<string, unknown>>;
};
