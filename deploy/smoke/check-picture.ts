import sharp from 'sharp';
import { ask, askWithKey } from './ask.ts';
import type { Picture } from './make-picture.ts';
import { type Finding, type Report, same } from './report.ts';
import type { Target } from './target.ts';

/** The download route: whole, its head alone, and a range. Answers the bytes. */
export async function checkDownload(target: Target, picture: Picture, report: Report): Promise<Buffer> {
  const path = `/v0/images/library/${picture.id}/download`;
  const { status, headers, bytes } = await askWithKey(target, path);
  const length = String(bytes.length);
  report.check('download', [
    same('status', status, 200),
    same('Content-Type', headers.get('content-type'), 'image/webp'),
    same(
      'Content-Disposition',
      headers.get('content-disposition'),
      `attachment; filename="${picture.id}.webp"`,
    ),
    same('Content-Length', headers.get('content-length'), length),
    await isWebp(bytes, picture),
  ]);

  const head = await askWithKey(target, path, { method: 'HEAD' });
  report.check('HEAD of the download', [
    same('status', head.status, 200),
    same('Content-Length', head.headers.get('content-length'), length),
    same('bytes', head.bytes.length, 0),
  ]);

  const part = await askWithKey(target, path, { headers: { Range: 'bytes=4-15' } });
  report.check('a range of the download', [
    same('status', part.status, 206),
    same('Content-Range', part.headers.get('content-range'), `bytes 4-15/${length}`),
    same('bytes', part.bytes.equals(bytes.subarray(4, 16)) ? 'those asked for' : 'others', 'those asked for'),
  ]);
  return bytes;
}

/** What the CDN serves: the picture and its thumbnail. */
export async function checkDelivery(picture: Picture, bytes: Buffer, report: Report): Promise<void> {
  const served = await ask(picture.url);
  report.check('the picture on the CDN', [
    same('status', served.status, 200),
    ...deliveryHeaders(served.headers),
    same('bytes', served.bytes.equals(bytes) ? 'as downloaded' : 'others', 'as downloaded'),
    await isWebp(served.bytes, picture),
  ]);

  const thumbnail = await ask(picture.thumbnailUrl);
  report.check('the thumbnail on the CDN', [
    same('status', thumbnail.status, 200),
    ...deliveryHeaders(thumbnail.headers),
    await isWebp(thumbnail.bytes),
  ]);
}

function deliveryHeaders(headers: Headers): readonly Finding[] {
  return [
    same('Content-Type', headers.get('content-type'), 'image/webp'),
    same('Cache-Control', headers.get('cache-control'), 'public, max-age=31536000, immutable'),
    same('X-Content-Type-Options', headers.get('x-content-type-options'), 'nosniff'),
    same('Cross-Origin-Resource-Policy', headers.get('cross-origin-resource-policy'), 'cross-origin'),
  ];
}

/** That bytes are a WebP, of the size that the answer said. */
async function isWebp(bytes: Buffer, size?: Pick<Picture, 'width' | 'height'>): Promise<Finding> {
  const found = await sharp(bytes)
    .metadata()
    .catch(() => undefined);
  const told = found === undefined ? 'no picture' : `a ${found.format} of ${found.width} × ${found.height}`;
  const isOfSize = size === undefined || (found?.width === size.width && found.height === size.height);
  return {
    expected: size === undefined ? 'a WebP' : `a WebP of ${size.width} × ${size.height}`,
    found: told,
    holds: found?.format === 'webp' && isOfSize,
  };
}
