import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ServiceFunction } from './service-function.ts';

/**
 * Lets a function see that an object is not there: without ListBucket, S3 answers 403 for it, and nobody could tell that from
 * trouble. A GET or HEAD of one object names no prefix, so the condition holds a listing to the prefix and lets those pass.
 */
export function seeThatNothingIsThere(
  lambda: Pick<ServiceFunction<never>, 'allow'>,
  sid: string,
  bucket: IBucket,
  prefix: string,
): void {
  lambda.allow(sid, ['s3:ListBucket'], [bucket.bucketArn], {
    StringLikeIfExists: { 's3:prefix': [prefix] },
  });
}
