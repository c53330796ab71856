import type { S3Client } from '@aws-sdk/client-s3';
import type { SFNClient } from '@aws-sdk/client-sfn';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The stack that a command works on. */
export type Target = {
  readonly client: DynamoDBDocumentClient;
  readonly s3: S3Client;
  readonly tables: {
    readonly jobs: string;
    readonly images: string;
    readonly credits: string;
    readonly catalogue: string;
  };
  readonly imagesBucket: string;
  /** The engine that runs jobs' workflows; `undefined` where none answers: on a laptop whose stack does not run. */
  readonly workflow: () => Promise<Workflow | undefined>;
  /** What functions printed of one job, as they printed it, in no particular order. */
  readonly logLinesOf: (asked: LogQuery) => Promise<readonly PrintedLine[]>;
  /** Ends connections, and whatever was started for this command alone. */
  readonly close: () => Promise<void>;
};

export type Workflow = { readonly client: SFNClient; readonly executionArnOf: (jobId: string) => string };

export type LogQuery = { readonly jobId: string; readonly fromMillis: number; readonly untilMillis: number };

export type PrintedLine = {
  /** Name of a function on the laptop, of its log group in AWS. */
  readonly printedBy: string;
  readonly text: string;
};
