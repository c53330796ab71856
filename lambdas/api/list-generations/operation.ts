import type { Operation } from '../openapi/operation.ts';
import { listGenerationsQuery } from './request.ts';
import { listGenerationsResponse } from './response.ts';

export const listGenerationsOperation: Operation = {
  operationId: 'listGenerations',
  tag: 'Generations',
  summary: "The team's jobs, newest first.",
  needsKey: true,
  query: listGenerationsQuery,
  answer: { status: 200, description: 'A page of jobs.', data: listGenerationsResponse },
  failures: [],
};
