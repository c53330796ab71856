import type { Operation } from '../openapi/operation.ts';
import { healthResponse } from './response.ts';

export const getHealthOperation: Operation = {
  operationId: 'getHealth',
  tag: 'Service',
  summary: 'Whether the API answers.',
  needsKey: false,
  answer: { status: 200, description: 'It does.', data: healthResponse },
  failures: [],
};
