import { costOf } from '../../domain/credits/cost.ts';
import type { Job, JobParams } from '../../domain/jobs/job.ts';
import type { RandomIds } from '../../domain/jobs/random-ids.ts';
import { storageKeyOf } from '../../domain/library/storage-keys.ts';
import type { Caller } from '../../domain/teams/team.ts';
import type { GenerationOrder } from './generation-order.ts';

/** A queued job and what its model is asked. Every id is drawn here, so that whatever is repeated later overwrites. */
export function newJob(
  { model, prompt, negativePrompt, aspectRatio, resolution, sampleCount, isPublic }: GenerationOrder,
  { teamId, teamHandle }: Caller,
  ids: RandomIds,
  { nowMillis, deadlineSeconds }: { readonly nowMillis: number; readonly deadlineSeconds: number },
): { readonly job: Job; readonly params: JobParams } {
  const unitCost = model.credits[resolution];

  const job: Job = {
    jobId: ids.jobId(),
    teamId,
    status: 'queued',
    createdAtMillis: nowMillis,
    deadlineAtMillis: nowMillis + deadlineSeconds * 1000,
    model: model.id,
    provider: model.provider,
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
    refunded: 0,
    failure: null,
  };

  return { job, params: { userPrompt: prompt, prompt, negativePrompt, presetId: null, variables: {} } };
}
