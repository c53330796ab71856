import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { Buckets } from './data/buckets.ts';
import { Tables } from './data/tables.ts';
import { ImageDistribution } from './delivery/image-distribution.ts';
import type { Stage } from './stages.ts';

/** What must survive: tables, buckets, and the distribution, which would be a cycle of policies apart from its bucket. */
export class DataStack extends Stack {
  readonly tables: Tables;
  readonly imagesBucket: Bucket;
  readonly workBucket: Bucket;
  /** Origin of picture URLs, without a slash at its end. */
  readonly cdnUrl: string;
  readonly distributionId: string;

  constructor(scope: Construct, id: string, { stage, ...props }: StackProps & { readonly stage: Stage }) {
    super(scope, id, { ...props, description: `Darkroom ${stage.name}: what must survive` });
    this.tables = new Tables(this, 'Tables', { stage });
    const buckets = new Buckets(this, 'Buckets', { stage });
    this.imagesBucket = buckets.images;
    this.workBucket = buckets.work;
    const distribution = new ImageDistribution(this, 'Delivery', {
      bucket: buckets.images,
      domain: stage.domain.cdn,
    });
    this.cdnUrl = `${stage.publicScheme}://${distribution.domainName}`;

    this.distributionId = distribution.distributionId;

    // The operators' command finds a stage by these.
    this.#output('CdnUrl', this.cdnUrl);
    this.#output('JobsTableName', this.tables.jobs.tableName);
    this.#output('ImagesTableName', this.tables.images.tableName);
    this.#output('CreditsTableName', this.tables.credits.tableName);
    this.#output('CatalogueTableName', this.tables.catalogue.tableName);
    this.#output('ImagesBucketName', this.imagesBucket.bucketName);
    this.#output('WorkBucketName', this.workBucket.bucketName);
  }

  #output(name: string, value: string): void {
    new CfnOutput(this, name, { value });
  }
}
