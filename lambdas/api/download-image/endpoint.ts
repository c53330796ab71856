import { Readable } from 'node:stream';
import type { LibraryImageDetail } from '../../domain/library/image.ts';
import type { Library } from '../../domain/library/library.ts';
import type { ByteRange, PictureFiles } from '../../domain/library/picture-files.ts';
import { originalKeyOf } from '../../domain/library/storage-keys.ts';
import type { ApiRequest } from '../../http/api-request.ts';
import { type Access, authenticated } from '../../http/authenticated.ts';
import type { Failure } from '../../http/failure.ts';
import { parseInput } from '../../http/parse-input.ts';
import type { Reply } from '../../http/reply.ts';
import { looksLikeImageId } from '../image-id.ts';
import { notFound } from '../not-found.ts';
import { byteRangeOf } from './byte-range.ts';
import { downloadImageQuery } from './request.ts';

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

    const query = parseInput(downloadImageQuery, request.query);
    if ('code' in query) return query;
    const file = fileOf(image, query.value.original);
    if (file === undefined) return notFound;

    const range = rangeOf(request, file);
    if (range === 'beyond') return notSatisfiable(file);
    const headers = headersOf(file, range);
    const status = range === 'whole' ? 200 : 206;
    if (request.method === 'HEAD') return { status, headers, body: '' };

    const bytes = await pictures.open(file.key, range === 'whole' ? undefined : range);
    // Deleted between the two reads.
    if (bytes === undefined) return notFound;
    return { status, headers, body: Readable.from(bytes, { objectMode: false }) };
  });
}

/** What is downloaded. It never changes under its name, so that is its validator too. */
type File = {
  readonly key: string;
  readonly name: string;
  readonly mimeType: string;
  readonly bytes: number;
};

function fileOf(image: LibraryImageDetail, wantsOriginal: boolean): File | undefined {
  const { imageId, storageKey, bytes, provenance } = image;
  if (!wantsOriginal) return { key: storageKey, name: `${imageId}.webp`, mimeType: 'image/webp', bytes };

  const original = provenance?.original;
  if (original === undefined || original === null) return undefined;
  const name = `${imageId}-original.${original.mimeType.replace('image/', '')}`;
  return { key: originalKeyOf(storageKey), name, mimeType: original.mimeType, bytes: original.bytes };
}

function etagOf({ name }: File): string {
  return `"${name.replace(/\.webp$/, '')}"`;
}

function rangeOf({ headers }: ApiRequest, file: File) {
  const ifRange = headers['if-range'];
  const isOfThis = ifRange === undefined || ifRange === etagOf(file);
  return byteRangeOf(isOfThis ? headers['range'] : undefined, file.bytes);
}

function headersOf(file: File, range: ByteRange | 'whole'): Record<string, string> {
  const length = range === 'whole' ? file.bytes : range.last - range.first + 1;
  return {
    'Content-Type': file.mimeType,
    'Content-Disposition': `attachment; filename="${file.name}"`,
    'Content-Length': String(length),
    'Accept-Ranges': 'bytes',
    ETag: etagOf(file),
    'Cache-Control': 'private, max-age=3600',
    ...(range === 'whole' ? {} : { 'Content-Range': `bytes ${range.first}-${range.last}/${file.bytes}` }),
  };
}

function notSatisfiable({ bytes }: File): Failure {
  return {
    code: 'range_not_satisfiable',
    error: `The picture has ${bytes} bytes, and the range begins after them.`,
    sizeBytes: bytes,
    headers: { 'Content-Range': `bytes */${bytes}` },
  };
}
