import type { JobStore } from '../../domain/jobs/job-store.ts';
import type { KeyDirectory } from '../../domain/teams/team.ts';
import { authenticated } from '../../http/authenticated.ts';
import { parseInput } from '../../http/parse-input.ts';
import { ok } from '../../http/reply.ts';
import { jobAnswer, jobResponse } from '../job-answer.ts';
import { notFound } from '../not-found.ts';
import { refuseBase64, responseFormatQuery } from '../response-format.ts';

export type GetGenerationDependencies = {
  readonly keys: KeyDirectory;
  readonly jobs: Pick<JobStore, 'find'>;
  /** Origin of picture URLs, without a slash at its end. */
  readonly cdnUrl: string;
};

/** How a job of the caller's team stands. A job that failed is no failure of this request. */
export function getGeneration({ keys, jobs, cdnUrl }: GetGenerationDependencies) {
  return authenticated(keys, async ({ pathParameters, query, log }, { teamId }) => {
    const jobId = pathParameters['jobId'] ?? '';
    if (!/^job_[0-9a-f]{32}$/.test(jobId)) return notFound;
    log.know({ jobId });

    const format = parseInput(responseFormatQuery, query);
    if ('code' in format) return format;
    const refusal = refuseBase64(format.value);
    if (refusal !== undefined) return refusal;

    const job = await jobs.find(jobId);
    return job === undefined || job.teamId !== teamId ? notFound : ok(jobResponse, jobAnswer(job, cdnUrl));
  });
}
