import type { Operation } from '../openapi/operation.ts';
import { pageQuery } from '../page-place.ts';
import { listGalleryResponse } from './response.ts';

export const listGalleryOperation: Operation = {
  operationId: 'listGallery',
  tag: 'Library',
  summary: 'Published pictures of all teams, the last published first. Needs no key.',
  needsKey: false,
  query: pageQuery,
  answer: { status: 200, description: 'A page of pictures.', data: listGalleryResponse },
  failures: [],
};
