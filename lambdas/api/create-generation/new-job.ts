import { costOf } from '../../domain/credits/cost.ts';
import type { Job, JobParams } from '../../domain/jobs/job.ts';
import type { RandomIds } from '../../domain/jobs/random-ids.ts';
import { storageKeyOf } from '../../domain/library/storage-keys.ts';
import type { Caller } from '../../domain/teams/team.ts';
import type { GenerationOrder } from './generation-order.ts';

/** A queued job and what its model is asked. Every id is drawn here, so that whatever is repeated later overwrites. */
export function newJob(
  order: GenerationOrder,
  { teamId, teamHandle }: Pick<Caller, 'teamId' | 'teamHandle'>,
  ids: RandomIds,
  { nowMillis, deadlineSeconds }: { readonly nowMillis: number; readonly deadlineSeconds: number },
): { readonly job: Job; readonly params: Omit<JobParams, 'references'> } {
  const { model, requested, sampleCount, unitCost } = order;
  const { prompt, userPrompt, negativePrompt, presetId, variables } = order;
  const { aspectRatio, resolution, plan, fallback, isPublic } = order;

  const job: Job = {
    jobId: ids.jobId(),
    teamId,
    status: 'queued',
    createdAtMillis: nowMillis,
    deadlineAtMillis: nowMillis + deadlineSeconds * 1000,
    ...plan,
    requestedModel: requested === model.id ? null : requested,
    fallback,
    aspectRatio,
    resolution,
    isPublic,
    unitCost,
    cost: costOf(unitCost, sampleCount),
    samples: Array.from({ length: sampleCount }, () => ({
      imageId: ids.imageId(),
      storageKey: storageKeyOf(teamHandle, ids.storageRandom()),
    })),
    chargedAtMillis: null,
    endedAtMillis: null,
    images: [],
    lost: [],
    deletedImageIds: [],
    refunded: 0,
    failure: null,
  };

  return { job, params: { userPrompt, prompt, negativePrompt, presetId, variables } };
}
