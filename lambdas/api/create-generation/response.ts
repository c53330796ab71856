import * as z from 'zod';
import { completedJobResponse, openJobResponse } from '../job-answer.ts';

/** A job that is done, or one to ask for later. */
export const createGenerationResponse = z.discriminatedUnion('status', [
  completedJobResponse,
  openJobResponse,
]);
