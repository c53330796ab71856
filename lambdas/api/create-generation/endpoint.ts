import type { Clock } from '../../domain/clock.ts';
import type { Balances } from '../../domain/credits/balance.ts';
import type { JobRunner } from '../../domain/jobs/job-runner.ts';
import type { JobStore } from '../../domain/jobs/job-store.ts';
import type { RandomIds } from '../../domain/jobs/random-ids.ts';
import type { SyncWaiters } from '../../domain/jobs/sync-waiters.ts';
import type { PictureFiles } from '../../domain/library/picture-files.ts';
import type { Presets } from '../../domain/presets/preset.ts';
import type { Caller } from '../../domain/teams/team.ts';
import type { ApiRequest } from '../../http/api-request.ts';
import { type Access, authenticated } from '../../http/authenticated.ts';
import type { Failure } from '../../http/failure.ts';
import type { Reply } from '../../http/reply.ts';
import { logEvents } from '../../observability/log-events.ts';
import type { Meter } from '../../observability/meter.ts';
import { acceptJob } from './accept-job.ts';
import { answerJob, type FoundJob } from './answer-job.ts';
import type { ModelDependencies } from './choose-model.ts';
import type { ReferenceDependencies } from './keep-references.ts';
import { lookOnce } from './once-only.ts';
import { readRequest } from './read-request.ts';
import type { OverloadDependencies } from './refuse-overload.ts';
import { type WaitingPlace, waitingPlace } from './waiting-place.ts';

export type CreateGenerationDependencies = ReferenceDependencies &
  ModelDependencies &
  OverloadDependencies & {
    readonly access: Access;
    readonly presets: Pick<Presets, 'find'>;
    readonly balances: Balances;
    readonly jobs: Pick<JobStore, 'accept' | 'find' | 'findOnce'>;
    readonly waiters: SyncWaiters;
    readonly runner: Pick<JobRunner, 'start'>;
    readonly pictures: Pick<PictureFiles, 'open'>;
    readonly ids: RandomIds;
    readonly clock: Clock;
    readonly meter: Meter;
    /** Catalogue id of the model of a request that names none, and whose preset and team name none. */
    readonly defaultModel: string;
    /** How long a blocking call waits before it answers 504. */
    readonly syncWaitSeconds: number;
    /** Open so long after its acceptance, a job is settled by the sweeper. */
    readonly jobDeadlineSeconds: number;
    /** Origin of picture URLs, without a slash at its end. */
    readonly cdnUrl: string;
  };

/** How often a request may find its Idempotency-Key taken in the very moment of its acceptance. */
const maxLooks = 3;

/** Accepts a job, starts its workflow, and waits for its end unless the caller or the model says not to. */
export function createGeneration(dependencies: CreateGenerationDependencies) {
  return authenticated(dependencies.access, async (request, caller): Promise<Reply | Failure> => {
    const startedAtMillis = dependencies.clock.nowMillis();
    const read = await readRequest(request);
    if ('code' in read) return read;

    const place = waitingPlace(dependencies.waiters, request.log, dependencies.meter);
    try {
      const found = await findOrAccept(request, caller, read, place);
      if ('code' in found) return found;
      request.log.know({ jobId: found.job.jobId });
      if (found.isReplay) request.log.info(logEvents.job.replayed);
      return await answerJob(dependencies, request, read.query, found, { startedAtMillis, place });
    } finally {
      // Only the wait is counted: an answer that is streamed after it is not.
      await place.leave();
    }
  });

  /** Two requests with one key at once: one accepts, the other then finds the job of the first. */
  async function findOrAccept(
    request: ApiRequest,
    caller: Caller,
    read: Exclude<Awaited<ReturnType<typeof readRequest>>, Failure>,
    place: WaitingPlace,
  ): Promise<FoundJob | Failure> {
    const { jobs, clock } = dependencies;
    for (let look = 1; look <= maxLooks; look += 1) {
      const now = { teamId: caller.teamId, nowMillis: clock.nowMillis() };
      const once = await lookOnce(jobs, request, read, now);
      if ('code' in once) return once;
      if (once.found === 'job') return { job: once.job, isReplay: true, model: undefined };

      const key = once.found === 'free-key' ? once.key : undefined;
      const accepted = await acceptJob(dependencies, { request, caller, read, key, place });
      if (accepted !== 'key-taken') return 'code' in accepted ? accepted : { ...accepted, isReplay: false };
    }
    return {
      code: 'overloaded',
      error: 'Another request with this Idempotency-Key is being accepted. Try again.',
    };
  }
}
