import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';

/** `images` is what the CDN serves; `work` is private: the providers' originals, which expire. */
export class Buckets extends Construct {
  readonly images: Bucket;
  readonly work: Bucket;

  constructor(scope: Construct, id: string, { stage }: { readonly stage: Stage }) {
    super(scope, id);
    this.images = new Bucket(this, 'ImagesBucket', bucketProps(stage));
    this.work = new Bucket(this, 'WorkBucket', {
      ...bucketProps(stage),
      lifecycleRules: [
        {
          id: 'originals',
          prefix: 'originals/',
          expiration: Duration.days(stage.originalsRetentionDays),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
  }
}

function bucketProps(stage: Stage): BucketProps {
  return {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  };
}
