import { jobResponse } from '../job-answer.ts';
import type { Operation } from '../openapi/operation.ts';
import { responseFormatQuery } from '../response-format.ts';

export const getGenerationOperation: Operation = {
  operationId: 'getGeneration',
  tag: 'Generations',
  summary: 'How a job stands.',
  description: 'A job that failed is a 200 too: its `status` is `failed`, and `code` says why.',
  needsKey: true,
  pathParameters: {
    jobId: {
      description: 'The `id` of a job.',
      example: 'job_0123456789abcdef0123456789abcdef',
    },
  },
  query: responseFormatQuery,
  answer: { status: 200, description: 'The job.', data: jobResponse },
  failures: [],
};
