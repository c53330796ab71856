import * as z from 'zod';
import type { Blueprint } from './blueprint.ts';

/** The names of tables and buckets by what they are for. Logical ids carry the construct's id before a hash. */
export function storeNames(blueprint: Blueprint) {
  const tables = blueprint.all('AWS::DynamoDB::GlobalTable', z.unknown()).map(({ logicalId }) => logicalId);
  const buckets = blueprint.all('AWS::S3::Bucket', z.unknown()).map(({ logicalId }) => logicalId);

  return {
    tables: {
      jobs: only(tables, 'JobsTable'),
      images: only(tables, 'ImagesTable'),
      credits: only(tables, 'CreditsTable'),
      catalogue: only(tables, 'CatalogueTable'),
    },
    buckets: { images: only(buckets, 'ImagesBucket').toLowerCase() },
  };
}

function only(logicalIds: readonly string[], constructId: string): string {
  const found = logicalIds.filter((logicalId) => logicalId.includes(constructId));
  if (found.length !== 1)
    throw new Error(`The templates describe ${found.length} resources called ${constructId}.`);
  return found[0] ?? '';
}
