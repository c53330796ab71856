import type { Operation } from '../openapi/operation.ts';
import { downloadImageQuery } from './request.ts';

export const downloadImageOperation: Operation = {
  operationId: 'downloadImage',
  tag: 'Library',
  summary: 'The bytes of a picture.',
  description:
    'HEAD and one `Range` are answered too. Most clients do not need this: the `url` of a picture is public.',
  needsKey: true,
  pathParameters: {
    imageId: {
      description: 'The `id` of a picture.',
      example: 'img_0123456789abcdef0123456789abcdef',
    },
  },
  query: downloadImageQuery,
  requestHeaders: { Range: { description: 'One range of bytes.', example: 'bytes=0-1023' } },
  answer: {
    status: 200,
    description: 'The WebP.',
    contentType: 'image/webp',
    alsoStatuses: [206],
    headers: {
      'Content-Disposition': '`attachment`, with the id as the name of the file.',
      'Accept-Ranges': '`bytes`',
      'Content-Range': 'With 206: which bytes of how many.',
      ETag: "The picture's id; a picture never changes.",
    },
  },
  failures: ['range_not_satisfiable'],
};

export const headImageOperation: Operation = {
  ...downloadImageOperation,
  operationId: 'headImage',
  summary: 'The headers of a picture, without its bytes.',
};
