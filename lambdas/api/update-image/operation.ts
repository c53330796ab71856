import { libraryImageDetail } from '../library-image-detail.ts';
import type { Operation } from '../openapi/operation.ts';
import { updateImageBody } from './request.ts';

export const updateImageOperation: Operation = {
  operationId: 'updateImage',
  tag: 'Library',
  summary: 'Publish a picture in the gallery, or take it back.',
  needsKey: true,
  pathParameters: {
    imageId: {
      description: 'The `id` of a picture.',
      example: 'img_0123456789abcdef0123456789abcdef',
    },
  },
  body: { schema: updateImageBody, examples: { publish: { isPublic: true }, takeBack: { isPublic: false } } },
  answer: { status: 200, description: 'The picture.', data: libraryImageDetail },
  failures: [],
};
