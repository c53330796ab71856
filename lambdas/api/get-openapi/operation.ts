import type { Operation } from '../openapi/operation.ts';

export const getOpenapiOperation: Operation = {
  operationId: 'getOpenapi',
  tag: 'Service',
  summary: 'This document.',
  needsKey: false,
  answer: { status: 200, description: 'OpenAPI 3.1.', contentType: 'application/json' },
  failures: [],
};
