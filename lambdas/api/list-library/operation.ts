import type { Operation } from '../openapi/operation.ts';
import { listLibraryQuery } from './request.ts';
import { listLibraryResponse } from './response.ts';

export const listLibraryOperation: Operation = {
  operationId: 'listLibrary',
  tag: 'Library',
  summary: "The team's pictures, newest first, searched or not.",
  needsKey: true,
  query: listLibraryQuery,
  answer: { status: 200, description: 'A page of pictures.', data: listLibraryResponse },
  failures: [],
};
