import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ServiceFunction } from './service-function.ts';

/** Reading pictures, and seeing that one is gone: without the listing, S3 says 403 of what was deleted. */
export function readPictures(route: Pick<ServiceFunction<never>, 'allow'>, images: IBucket): void {
  route.allow('ReadPictures', ['s3:GetObject'], [images.arnForObjects('generated/*')]);
  route.allow('SeeThatPictureIsGone', ['s3:ListBucket'], [images.bucketArn], {
    StringLike: { 's3:prefix': ['generated/*'] },
  });
}
