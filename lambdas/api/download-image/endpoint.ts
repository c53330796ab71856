import { Readable } from 'node:stream';
import type { LibraryImageDetail } from '../../domain/library/image.ts';
import type { Library } from '../../domain/library/library.ts';
import type { ByteRange, PictureFiles } from '../../domain/library/picture-files.ts';
import type { ApiRequest } from '../../http/api-request.ts';
import { type Access, authenticated } from '../../http/authenticated.ts';
import type { Failure } from '../../http/failure.ts';
import type { Reply } from '../../http/reply.ts';
import { looksLikeImageId } from '../image-id.ts';
import { notFound } from '../not-found.ts';
import { byteRangeOf } from './byte-range.ts';

export type DownloadImageDependencies = {
  readonly access: Access;
  readonly library: Pick<Library, 'find'>;
  readonly pictures: Pick<PictureFiles, 'open'>;
};

/** The bytes of a picture of the caller's team, whole or a range of them; HEAD answers without reading any. */
export function downloadImage({ access, library, pictures }: DownloadImageDependencies) {
  return authenticated(access, async (request, { teamId }): Promise<Reply | Failure> => {
    const imageId = request.pathParameters['imageId'] ?? '';
    if (!looksLikeImageId(imageId)) return notFound;
    const image = await library.find(teamId, imageId);
    if (image === undefined) return notFound;

    const range = rangeOf(request, image);
    if (range === 'beyond') return notSatisfiable(image);
    const headers = headersOf(image, range);
    const status = range === 'whole' ? 200 : 206;
    if (request.method === 'HEAD') return { status, headers, body: '' };

    const bytes = await pictures.open(image.storageKey, range === 'whole' ? undefined : range);
    // Deleted between the two reads.
    if (bytes === undefined) return notFound;
    return { status, headers, body: Readable.from(bytes, { objectMode: false }) };
  });
}

/** A picture never changes under its id, so the id is its validator. */
function etagOf({ imageId }: LibraryImageDetail): string {
  return `"${imageId}"`;
}

function rangeOf({ headers }: ApiRequest, image: LibraryImageDetail) {
  const ifRange = headers['if-range'];
  const isOfThis = ifRange === undefined || ifRange === etagOf(image);
  return byteRangeOf(isOfThis ? headers['range'] : undefined, image.bytes);
}

function headersOf(image: LibraryImageDetail, range: ByteRange | 'whole'): Record<string, string> {
  const length = range === 'whole' ? image.bytes : range.last - range.first + 1;
  return {
    'Content-Type': 'image/webp',
    'Content-Disposition': `attachment; filename="${image.imageId}.webp"`,
    'Content-Length': String(length),
    'Accept-Ranges': 'bytes',
    ETag: etagOf(image),
    'Cache-Control': 'private, max-age=3600',
    ...(range === 'whole' ? {} : { 'Content-Range': `bytes ${range.first}-${range.last}/${image.bytes}` }),
  };
}

function notSatisfiable({ bytes }: LibraryImageDetail): Failure {
  return {
    code: 'range_not_satisfiable',
    error: `The picture has ${bytes} bytes, and the range begins after them.`,
    sizeBytes: bytes,
    headers: { 'Content-Range': `bytes */${bytes}` },
  };
}
