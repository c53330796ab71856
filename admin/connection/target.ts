import type { S3Client } from '@aws-sdk/client-s3';
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
  /** Ends connections, and whatever was started for this command alone. */
  readonly close: () => Promise<void>;
};
