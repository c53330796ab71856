import { S3Client } from '@aws-sdk/client-s3';
import { documentClient } from '../../lambdas/adapters/dynamodb/document-client.ts';
import { stackOutputs } from './stack-outputs.ts';
import type { Target } from './target.ts';

/** Finds a deployed stage by the outputs of its Data stack, with the caller's own AWS credentials and region. */
export async function connectToAws(stage: string): Promise<Target> {
  const output = await stackOutputs(`Darkroom-${stage}-Data`);
  const client = documentClient();
  const s3 = new S3Client();

  return {
    client,
    s3,
    tables: {
      jobs: output('JobsTableName'),
      images: output('ImagesTableName'),
      credits: output('CreditsTableName'),
      catalogue: output('CatalogueTableName'),
    },
    imagesBucket: output('ImagesBucketName'),
    close: async () => {
      client.destroy();
      s3.destroy();
    },
  };
}
