import type { JobHistory } from '../../domain/jobs/job-store.ts';
import { type Access, authenticated } from '../../http/authenticated.ts';
import { encodeCursor } from '../../http/cursor.ts';
import { parseInput } from '../../http/parse-input.ts';
import { ok } from '../../http/reply.ts';
import { jobAnswer } from '../job-answer.ts';
import { listGenerationsQuery } from './request.ts';
import { listGenerationsResponse } from './response.ts';

export type ListGenerationsDependencies = {
  readonly access: Access;
  readonly history: JobHistory;
  /** Origin of picture URLs, without a slash at its end. */
  readonly cdnUrl: string;
};

/** The team's jobs, newest first, for whoever lost an id. */
export function listGenerations({ access, history, cdnUrl }: ListGenerationsDependencies) {
  return authenticated(access, async ({ query }, { teamId }) => {
    const read = parseInput(listGenerationsQuery, query);
    if ('code' in read) return read;

    const { status, limit, cursor } = read.value;
    const { jobs, next } = await history.list({ teamId, status, limit, after: cursor });
    return ok(listGenerationsResponse, {
      jobs: jobs.map((job) => jobAnswer(job, cdnUrl)),
      nextCursor: next === undefined ? null : encodeCursor(next),
    });
  });
}
