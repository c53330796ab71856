import type { Operation } from '../openapi/operation.ts';

export const deleteImageOperation: Operation = {
  operationId: 'deleteImage',
  tag: 'Library',
  summary: 'Delete a picture: its bytes, its thumbnail and its place in the library.',
  description:
    'It is gone from the store at once, and from the edges of the CDN within a day. Its credits stay spent.',
  needsKey: true,
  pathParameters: {
    imageId: {
      description: 'The `id` of a picture.',
      example: 'img_0123456789abcdef0123456789abcdef',
    },
  },
  answer: { status: 204, description: 'It is gone.' },
  failures: [],
};
