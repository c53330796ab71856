import type { Operation } from '../openapi/operation.ts';

export const getDocsOperation: Operation = {
  operationId: 'getDocs',
  tag: 'Service',
  summary: 'This document as a page to read and try.',
  needsKey: false,
  answer: { status: 200, description: 'The page.', contentType: 'text/html' },
  failures: [],
};

export const getDocsFileOperation: Operation = {
  operationId: 'getDocsFile',
  tag: 'Service',
  summary: 'A file of that page.',
  needsKey: false,
  pathParameters: { asset: { description: 'Its name.', example: 'swagger-ui.css' } },
  answer: {
    status: 200,
    description: 'The file.',
    contentType: 'text/css',
    otherContentTypes: ['text/javascript'],
  },
  failures: [],
};
