import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { seeThatNothingIsThere } from './object-access.ts';
import type { ServiceFunction } from './service-function.ts';

type Route = Pick<ServiceFunction<never>, 'allow'>;

/** Reading pictures, and seeing that one is gone. */
export function readPictures(route: Route, images: IBucket): void {
  readObjects(route, images, 'Picture', 'generated/*');
}

/** The same for the providers' own bytes. */
export function readOriginals(route: Route, images: IBucket): void {
  readObjects(route, images, 'Original', 'originals/*');
}

function readObjects(route: Route, images: IBucket, what: string, prefix: string): void {
  route.allow(`Read${what}s`, ['s3:GetObject'], [images.arnForObjects(prefix)]);
  seeThatNothingIsThere(route, `SeeThat${what}IsGone`, images, prefix);
}

/** Everything that is kept of pictures: what the CDN serves, and what their teams alone may see. */
export function pictureObjects(images: IBucket): string[] {
  return ['generated/*', 'thumbnails/*', 'originals/*'].map((prefix) => images.arnForObjects(prefix));
}
