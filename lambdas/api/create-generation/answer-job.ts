import type { AiModelConfig } from '../../domain/generation/ai-model-config.ts';
import { lifeCycleOf } from '../../domain/generation/model-life-cycle.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { hasEnded } from '../../domain/jobs/job-status.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import type { ApiRequest } from '../../http/api-request.ts';
import type { Failure } from '../../http/failure.ts';
import type { Reply } from '../../http/reply.ts';
import { logEvents } from '../../observability/log-events.ts';
import { jobReply } from '../job-reply.ts';
import { lifeCycleHeaders } from '../life-cycle-headers.ts';
import { responseFormatOf } from '../response-format.ts';
import type { CreateGenerationDependencies } from './endpoint.ts';
import { failedJob } from './failed-job.ts';
import { type PreferredWait, preferredWait } from './preference.ts';
import type { GenerationQuery } from './request.ts';
import { createGenerationResponse } from './response.ts';
import { waitForEnd } from './wait-for-end.ts';
import type { WaitingPlace } from './waiting-place.ts';
import { wantsToWait } from './wants-to-wait.ts';

export type FoundJob = {
  readonly job: Job;
  readonly isReplay: boolean;
  /** Of the catalogue, where it is known already. */
  readonly model: AiModelConfig | undefined;
};

/**
 * Answers for a job that was accepted, now or by an earlier request with the same key: at once, or when it has ended. From
 * here on no trouble may look like a refusal, for whoever then asks again without a key pays for another job.
 */
export async function answerJob(
  dependencies: CreateGenerationDependencies,
  request: ApiRequest,
  query: GenerationQuery,
  { job, isReplay, ...found }: FoundJob,
  { startedAtMillis, place }: { readonly startedAtMillis: number; readonly place: WaitingPlace },
): Promise<Reply | Failure> {
  const { jobs, clock, catalogue, meter, syncWaitSeconds } = dependencies;
  const model = found.model ?? (await catalogue.find(job.model).catch(unreadable(request, undefined)));
  const name = job.requestedModel ?? job.model;
  const headers = {
    ...(isReplay ? { 'Idempotency-Replayed': 'true' } : {}),
    ...(model === undefined ? {} : lifeCycleHeaders(lifeCycleOf(model, name))),
  };
  const reply = (current: Job, more: Record<string, string> = {}) =>
    replyWith(dependencies, current, query, { ...headers, ...more }).catch(
      unreadable(request, { ...unreadPictures(current.jobId), headers }),
    );
  const location = { Location: `${request.path.replace(/\/$/, '')}/${job.jobId}` };

  const preferred = preferredWait(request.headers['prefer']);
  if (!wantsToWait(request, query, model)) return hasEnded(job.status) ? reply(job) : reply(job, location);
  // Whoever accepted the job has a place already. A replay that gets none may ask again: it has a key.
  const refusal = hasEnded(job.status) ? undefined : await place.take();
  if (refusal !== undefined) return refusal;

  const isOwnWait = typeof preferred === 'number' && preferred <= syncWaitSeconds;
  const waitSeconds = isOwnWait ? preferred : syncWaitSeconds;
  // Counted from the request's arrival: references may have taken some of it.
  const ended = hasEnded(job.status)
    ? job
    : await waitForEnd({ jobs, clock, log: request.log }, job, startedAtMillis + waitSeconds * 1000);
  const applied = appliedPreference(preferred);
  // A replay waits for a part of the time only.
  const waitedSeconds = (clock.nowMillis() - startedAtMillis) / 1000;
  if (ended !== undefined) {
    if (!isReplay) meter('SyncSeconds', waitedSeconds, { model: job.model });
    return reply(ended, applied);
  }
  if (!isOwnWait && !isReplay) meter('SyncTimeouts', 1, {});
  if (!isOwnWait) return { ...timedOut(job.jobId, syncWaitSeconds, request), headers };
  const current = await jobs.find(job.jobId).catch(unreadable(request, job));
  return reply(current ?? job, { ...applied, ...location });
}

function appliedPreference(preferred: PreferredWait | undefined): Record<string, string> {
  if (preferred === undefined) return {};
  return { 'Preference-Applied': preferred === 'server' ? 'wait' : `wait=${preferred}` };
}

async function replyWith(
  dependencies: CreateGenerationDependencies,
  job: Job,
  query: GenerationQuery,
  headers: Readonly<Record<string, string>>,
): Promise<Reply | Failure> {
  if (job.status === 'failed') return { ...failedJob(job), headers };
  const format = responseFormatOf(query);
  return jobReply({ job, format, schema: createGenerationResponse, headers }, dependencies);
}

/** What to go on with when a store cannot be read; anything else that was thrown stays thrown. */
function unreadable<Instead>({ log }: ApiRequest, instead: Instead): (error: unknown) => Instead {
  return (error) => {
    if (!(error instanceof StoreUnavailable)) throw error;
    log.warn(logEvents.job.answeredWithout, { error });
    return instead;
  };
}

function unreadPictures(jobId: string): Failure {
  return {
    code: 'internal_error',
    error: `The pictures are made and could not be read just now. GET /v0/images/generations/${jobId} shows them.`,
    jobId,
  };
}

function timedOut(jobId: string, syncWaitSeconds: number, { log }: ApiRequest): Failure {
  log.warn(logEvents.job.waitOver);
  return {
    code: 'generation_timeout',
    error: `Generation timed out after ${syncWaitSeconds}s`,
    jobId,
    hint: `GET /v0/images/generations/${jobId} to check status`,
  };
}
