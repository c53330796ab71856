import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ServiceFunction } from './service-function.ts';

type Route = Pick<ServiceFunction<never>, 'allow'>;

/** Reading pictures, and seeing that one is gone: without the listing, S3 says 403 of what was deleted. */
export function readPictures(route: Route, images: IBucket): void {
  readObjects(route, images, 'Picture', 'generated/*');
}

/** The same for the providers' own bytes. */
export function readOriginals(route: Route, images: IBucket): void {
  readObjects(route, images, 'Original', 'originals/*');
}

function readObjects(route: Route, images: IBucket, what: string, prefix: string): void {
  route.allow(`Read${what}s`, ['s3:GetObject'], [images.arnForObjects(prefix)]);
  route.allow(`SeeThat${what}IsGone`, ['s3:ListBucket'], [images.bucketArn], {
    StringLike: { 's3:prefix': [prefix] },
  });
}

/** Everything that is kept of pictures: what the CDN serves, and what their teams alone may see. */
export function pictureObjects(images: IBucket): string[] {
  return ['generated/*', 'thumbnails/*', 'originals/*'].map((prefix) => images.arnForObjects(prefix));
}
