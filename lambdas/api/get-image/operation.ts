import { libraryImageDetail } from '../library-image-detail.ts';
import type { Operation } from '../openapi/operation.ts';

export const getImageOperation: Operation = {
  operationId: 'getImage',
  tag: 'Library',
  summary: 'One picture, with what it was made from.',
  needsKey: true,
  pathParameters: {
    imageId: {
      description: 'The `id` of a picture.',
      example: 'img_0123456789abcdef0123456789abcdef',
    },
  },
  answer: { status: 200, description: 'The picture.', data: libraryImageDetail },
  failures: [],
};
