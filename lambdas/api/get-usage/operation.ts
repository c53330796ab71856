import type { Operation } from '../openapi/operation.ts';
import { usageResponse } from './response.ts';

export const getUsageOperation: Operation = {
  operationId: 'getUsage',
  tag: 'Usage',
  summary: 'What the team has, spent and runs.',
  needsKey: true,
  answer: { status: 200, description: 'Credits, in all and by model.', data: usageResponse },
  failures: [],
};
