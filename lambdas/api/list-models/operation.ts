import type { Operation } from '../openapi/operation.ts';
import { listModelsResponse } from './response.ts';

export const listModelsOperation: Operation = {
  operationId: 'listModels',
  tag: 'Models',
  summary: 'Every model: what it can draw, and for how many credits.',
  needsKey: true,
  answer: { status: 200, description: 'All models.', data: listModelsResponse },
  failures: [],
};
