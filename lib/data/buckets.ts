import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  HttpMethods,
  type LifecycleRule,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';

/** A form is taken for 15 minutes, and the upload can be used for a day after it; lifecycle rules count whole days. */
const uploadsRetentionDays = 2;

/** `images` is what the CDN serves; `work` is private: originals, references and uploads, all of which expire. */
export class Buckets extends Construct {
  readonly images: Bucket;
  readonly work: Bucket;

  constructor(scope: Construct, id: string, { stage }: { readonly stage: Stage }) {
    super(scope, id);
    this.images = new Bucket(this, 'ImagesBucket', bucketProps(stage));
    this.work = new Bucket(this, 'WorkBucket', {
      ...bucketProps(stage),
      lifecycleRules: [
        expiring('originals', stage.originalsRetentionDays),
        expiring('references', stage.originalsRetentionDays),
        expiring('uploads', uploadsRetentionDays),
      ],
      // Pages of other origins may send the forms that POST /v0/uploads signs.
      cors: [
        {
          allowedMethods: [HttpMethods.POST],
          allowedOrigins: ['*'],
          allowedHeaders: ['*'],
          maxAge: 7200,
        },
      ],
    });
  }
}

function expiring(prefix: string, days: number): LifecycleRule {
  return {
    id: prefix,
    prefix: `${prefix}/`,
    expiration: Duration.days(days),
    abortIncompleteMultipartUploadAfter: Duration.days(1),
  };
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
