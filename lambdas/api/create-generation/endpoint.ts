import type { Clock } from '../../domain/clock.ts';
import type { Balances } from '../../domain/credits/balance.ts';
import type { ModelCatalogue } from '../../domain/generation/ai-model-config.ts';
import type { Job } from '../../domain/jobs/job.ts';
import type { JobRunner } from '../../domain/jobs/job-runner.ts';
import type { JobStore } from '../../domain/jobs/job-store.ts';
import type { RandomIds } from '../../domain/jobs/random-ids.ts';
import type { Caller, KeyDirectory } from '../../domain/teams/team.ts';
import type { ApiRequest } from '../../http/api-request.ts';
import { authenticated } from '../../http/authenticated.ts';
import type { Failure } from '../../http/failure.ts';
import { ok, type Reply } from '../../http/reply.ts';
import type { Log } from '../../observability/log.ts';
import { logEvents } from '../../observability/log-events.ts';
import { jobAnswer } from '../job-answer.ts';
import { failedJob } from './failed-job.ts';
import type { GenerationOrder } from './generation-order.ts';
import { newJob } from './new-job.ts';
import { readOrder } from './read-order.ts';
import { refuseWithoutCredits } from './refuse-without-credits.ts';
import { createGenerationResponse } from './response.ts';
import { waitForEnd } from './wait-for-end.ts';

export type CreateGenerationDependencies = {
  readonly keys: KeyDirectory;
  readonly catalogue: ModelCatalogue;
  readonly balances: Balances;
  readonly jobs: Pick<JobStore, 'accept' | 'find'>;
  readonly runner: Pick<JobRunner, 'start'>;
  readonly ids: RandomIds;
  readonly clock: Clock;
  /** Catalogue id of the model of a request that names none. */
  readonly defaultModel: string;
  /** How long a blocking call waits before it answers 504. */
  readonly syncWaitSeconds: number;
  /** Open so long after its acceptance, a job is settled by the sweeper. */
  readonly jobDeadlineSeconds: number;
  /** Origin of picture URLs, without a slash at its end. */
  readonly cdnUrl: string;
};

/** Accepts a job, starts its workflow, and waits for its end unless the caller or the model says not to. */
export function createGeneration(dependencies: CreateGenerationDependencies) {
  const { keys, balances, jobs, runner, ids, clock, jobDeadlineSeconds, cdnUrl } = dependencies;

  return authenticated(keys, async (request, caller): Promise<Reply | Failure> => {
    const read = await readOrder(request, dependencies);
    if ('code' in read) return read;

    const accepted = await accept(read.order, caller, request);
    if ('code' in accepted) return accepted;

    const { job } = accepted;
    return read.isAsync
      ? answer(job, { Location: `${request.path.replace(/\/$/, '')}/${job.jobId}` })
      : endOf(job, request.log);
  });

  async function accept(
    order: GenerationOrder,
    caller: Caller,
    { log }: ApiRequest,
  ): Promise<{ readonly job: Job } | Failure> {
    const times = { nowMillis: clock.nowMillis(), deadlineSeconds: jobDeadlineSeconds };
    const { job, params } = newJob(order, caller, ids, times);
    const refusal = await refuseWithoutCredits(balances, caller.teamId, job.cost);
    if (refusal !== undefined) return refusal;

    log.know({ jobId: job.jobId });
    await jobs.accept(job, params).catch((error: unknown) => unlessAccepted(job, error));
    log.info(logEvents.job.accepted, { model: job.model, samples: job.samples.length, cost: job.cost });
    // From here on the job exists. If it cannot be started now, the sweeper starts it, so the answer stays the same.
    await runner.start(job).catch((error: unknown) => log.error(logEvents.job.notStarted, { error }));
    return { job };
  }

  /** An answer that was lost may hide a job that is there, and that the sweeper would start: to refuse it would be a lie. */
  async function unlessAccepted({ jobId }: Job, error: unknown): Promise<void> {
    if ((await jobs.find(jobId)) === undefined) throw error;
  }

  async function endOf({ jobId, createdAtMillis }: Job, log: Log): Promise<Reply | Failure> {
    const untilMillis = createdAtMillis + dependencies.syncWaitSeconds * 1000;
    const ended = await waitForEnd({ jobs, clock, log }, jobId, untilMillis);

    return ended === undefined ? timedOut(jobId, log) : answer(ended);
  }

  function answer(job: Job, headers: Record<string, string> = {}): Reply | Failure {
    const data = jobAnswer(job, cdnUrl);
    return data.status === 'failed' ? failedJob(job) : ok(createGenerationResponse, data, headers);
  }

  function timedOut(jobId: string, log: Log): Failure {
    log.warn(logEvents.job.waitOver);
    return {
      code: 'generation_timeout',
      error: `Generation timed out after ${dependencies.syncWaitSeconds}s`,
      jobId,
      hint: `GET /v0/images/generations/${jobId} to check status`,
    };
  }
}
