import type { Operation } from '../openapi/operation.ts';
import { pageQuery } from '../page-query.ts';
import { listGalleryResponse } from './response.ts';

export const listGalleryOperation: Operation = {
  operationId: 'listGallery',
  tag: 'Library',
  summary: 'Published pictures of all teams, newest first. Needs no key.',
  needsKey: false,
  query: pageQuery,
  answer: { status: 200, description: 'A page of pictures.', data: listGalleryResponse },
  failures: [],
};
