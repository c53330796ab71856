import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  type GlobalSecondaryIndexPropsV2,
  ProjectionType,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';

/** One table per aggregate. All have the string keys `pk` and `sk`. */
export class Tables extends Construct {
  readonly jobs: TableV2;
  readonly images: TableV2;
  readonly credits: TableV2;
  readonly catalogue: TableV2;

  constructor(scope: Construct, id: string, { stage }: { readonly stage: Stage }) {
    super(scope, id);
    const table = (name: string, options: TableOptions = {}) =>
      new TableV2(this, name, tableProps(stage, options));

    this.jobs = table('JobsTable', { indexes: [openJobsByDeadline, jobsOfTeamByTime], expires: true });
    this.images = table('ImagesTable', { expires: true });
    this.credits = table('CreditsTable');
    this.catalogue = table('CatalogueTable', { expires: true });
  }
}

type TableOptions = {
  readonly indexes?: readonly GlobalSecondaryIndexPropsV2[];
  /** Whether some rows go by themselves: idempotency keys, request buckets, what searches found. */
  readonly expires?: boolean;
};

/** Sparse: only jobs that have not ended carry `open`. The sweeper reads it, oldest deadline first. */
const openJobsByDeadline: GlobalSecondaryIndexPropsV2 = {
  indexName: 'open-by-deadline',
  partitionKey: { name: 'open', type: AttributeType.STRING },
  sortKey: { name: 'deadlineAtMillis', type: AttributeType.NUMBER },
  projectionType: ProjectionType.KEYS_ONLY,
};

/** Keys alone, which never change: only a job's acceptance writes it. */
const jobsOfTeamByTime: GlobalSecondaryIndexPropsV2 = {
  indexName: 'team-by-time',
  partitionKey: { name: 'teamId', type: AttributeType.STRING },
  sortKey: { name: 'createdAtMillis', type: AttributeType.NUMBER },
  projectionType: ProjectionType.KEYS_ONLY,
};

function tableProps(stage: Stage, { indexes = [], expires = false }: TableOptions) {
  return {
    ...(expires ? { timeToLiveAttribute: 'expiresAtSeconds' } : {}),
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    billing: Billing.onDemand(),
    globalSecondaryIndexes: [...indexes],
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: stage.keepsData },
    deletionProtection: stage.keepsData,
    removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  };
}
