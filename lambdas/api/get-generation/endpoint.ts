import type { JobStore } from '../../domain/jobs/job-store.ts';
import type { PictureFiles } from '../../domain/library/picture-files.ts';
import { type Access, authenticated } from '../../http/authenticated.ts';
import { parseInput } from '../../http/parse-input.ts';
import { jobResponse } from '../job-answer.ts';
import { looksLikeJobId } from '../job-id.ts';
import { jobReply } from '../job-reply.ts';
import { notFound } from '../not-found.ts';
import { responseFormatOf, responseFormatQuery } from '../response-format.ts';

export type GetGenerationDependencies = {
  readonly access: Access;
  readonly jobs: Pick<JobStore, 'find'>;
  readonly pictures: Pick<PictureFiles, 'open'>;
  /** Origin of picture URLs, without a slash at its end. */
  readonly cdnUrl: string;
};

/** How a job of the caller's team stands. A job that failed is no failure of this request. */
export function getGeneration({ access, jobs, pictures, cdnUrl }: GetGenerationDependencies) {
  return authenticated(access, async ({ pathParameters, query, log }, { teamId }) => {
    const jobId = pathParameters['jobId'] ?? '';
    if (!looksLikeJobId(jobId)) return notFound;
    log.know({ jobId });

    const read = parseInput(responseFormatQuery, query);
    if ('code' in read) return read;
    const job = await jobs.find(jobId);
    if (job === undefined || job.teamId !== teamId) return notFound;

    const format = responseFormatOf(read.value);
    return jobReply({ job, format, schema: jobResponse }, { cdnUrl, pictures });
  });
}
