import type { AiModelConfig } from '../../domain/generation/ai-model-config.ts';
import type { Job } from '../../domain/jobs/job.ts';
import type { OnceOnly } from '../../domain/jobs/job-store.ts';
import type { Caller } from '../../domain/teams/team.ts';
import type { ApiRequest } from '../../http/api-request.ts';
import type { Failure } from '../../http/failure.ts';
import { logEvents } from '../../observability/log-events.ts';
import { chooseModel } from './choose-model.ts';
import { composePrompt } from './compose-prompt.ts';
import type { CreateGenerationDependencies } from './endpoint.ts';
import { generationOrder } from './generation-order.ts';
import { keepReferences } from './keep-references.ts';
import { newJob } from './new-job.ts';
import type { ReadRequest } from './read-request.ts';
import { refuseOverload } from './refuse-overload.ts';
import { refuseWithoutCredits } from './refuse-without-credits.ts';
import type { WaitingPlace } from './waiting-place.ts';
import { wantsToWait } from './wants-to-wait.ts';

type Asked = {
  readonly request: ApiRequest;
  readonly caller: Caller;
  readonly read: ReadRequest;
  readonly key: OnceOnly | undefined;
  readonly place: WaitingPlace;
};

/**
 * Everything between a readable request and a started job. Checks come first, from the cheapest to those that have
 * pictures fetched; nothing stays stored for a request that is refused. `key-taken`: another request
 * with the same Idempotency-Key was accepted in between.
 */
export async function acceptJob(
  dependencies: CreateGenerationDependencies,
  { request, caller, read, key, place }: Asked,
): Promise<{ readonly job: Job; readonly model: AiModelConfig } | 'key-taken' | Failure> {
  const { balances, jobs, runner, ids, clock, meter, jobDeadlineSeconds } = dependencies;
  const { log, requestId } = request;
  const nowMillis = clock.nowMillis();

  const composed = await composePrompt(read, caller.teamId, dependencies.presets);
  if ('code' in composed) return composed;
  const names = {
    request: read.body.modelVersion,
    preset: composed.preset?.modelVersion,
    team: caller.defaults.modelVersion,
    stack: dependencies.defaultModel,
  };
  const chosen = await chooseModel(dependencies, names, nowMillis);
  if ('code' in chosen) return chosen;
  const ordered = generationOrder({ body: read.body, composed, team: caller.defaults, ...chosen });
  if ('code' in ordered) return ordered;

  const times = { nowMillis, deadlineSeconds: jobDeadlineSeconds };
  const { job, params } = newJob(ordered.order, caller, ids, times);
  const refusal =
    (await refuseWithoutCredits(balances, caller.teamId, job.cost)) ??
    (await refuseOverload(dependencies, chosen.model, job.samples.length)) ??
    (wantsToWait(request, read.query, chosen.model) ? await place.take() : undefined);
  if (refusal !== undefined) return refusal;
  const owner = { jobId: job.jobId, teamHandle: caller.teamHandle };
  const references = await keepReferences(dependencies, request, { body: read.body, composed }, owner);
  if ('code' in references) return references;

  log.know({ jobId: job.jobId });
  const accepted = await jobs
    .accept(job, { ...params, references: references.kept }, key)
    .catch((error: unknown) => unlessAccepted(dependencies, job, key, error));
  if (typeof accepted === 'object') return accepted;
  if (accepted === 'key-taken') {
    await dependencies.references.discard(references.kept);
    return accepted;
  }
  const { jobId, teamId, model, cost: credits } = job;
  log.info(logEvents.job.accepted, { model, samples: job.samples.length, credits });
  meter('JobsAccepted', 1, {});
  // From here on the job exists. If it cannot be started now, the sweeper starts it, so the answer stays the same.
  await runner
    .start({ jobId, teamId, requestId })
    .catch((error: unknown) => log.error(logEvents.job.notStarted, { error }));
  return { job, model: chosen.model };
}

/** An answer that was lost may hide a job that is there, and that the sweeper would start: to refuse it would be a lie. */
async function unlessAccepted(
  { jobs }: Pick<CreateGenerationDependencies, 'jobs'>,
  { jobId }: Job,
  key: OnceOnly | undefined,
  error: unknown,
): Promise<'accepted' | Failure> {
  const job = await jobs.find(jobId).catch(() => 'unknown' as const);
  if (job === undefined) throw error;
  if (job !== 'unknown') return 'accepted';
  // Under a key it is safe to ask again, and that finds out. Without one, it could make a second job.
  if (key !== undefined) throw error;
  return perhapsAccepted(jobId);
}

/** Not one of those failures after which clients ask again by themselves. */
function perhapsAccepted(jobId: string): Failure {
  return {
    code: 'internal_error',
    error: `It is not known whether the job was accepted. GET /v0/images/generations/${jobId} will tell in a minute.`,
    jobId,
  };
}
