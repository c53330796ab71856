import {
  AnswerLost,
  ModelBusy,
  ModelFailed,
  ModelRefused,
  ModelUnavailable,
} from '../../domain/generation/errors.ts';
import type { DrawOutcome } from '../../domain/generation/image-model.ts';
import { writeLossDetails } from '../../domain/generation/loss-details.ts';
import { costWithoutPicture, providerCost } from '../../domain/generation/prices.ts';
import type { SampleLoss } from '../../domain/generation/sample-replies.ts';
import type { Job } from '../../domain/jobs/job.ts';

/** An outcome that ends a sample without a picture. */
export type FinalOutcome = Exclude<DrawOutcome, { readonly outcome: 'image' | 'rate-limited' }>;

/** Why a sample is lost, with what its call cost us, or may have. */
export function lossOf(drawn: FinalOutcome, { providerModel, resolution }: Job): SampleLoss {
  const { reason } = drawn;
  switch (drawn.outcome) {
    case 'busy':
      return new ModelBusy(writeLossDetails({ reason }));
    case 'unavailable':
      return new ModelUnavailable(writeLossDetails({ reason: `${drawn.why}: ${reason}` }));
    case 'no-image': {
      const costMicroUsd = costWithoutPicture(providerModel, drawn.usage);
      return new ModelFailed(
        writeLossDetails({ reason: `It answered without a picture. ${reason}`, costMicroUsd }),
      );
    }
    case 'blocked': {
      const costMicroUsd = costWithoutPicture(providerModel, drawn.usage);
      return new ModelRefused(writeLossDetails({ stage: drawn.stage, reason, costMicroUsd }));
    }
    case 'failed':
      return new ModelFailed(writeLossDetails({ reason }));
    case 'ambiguous': {
      const costMicroUsd = providerCost(providerModel, resolution, null);
      return new AnswerLost(writeLossDetails({ reason, costMicroUsd }));
    }
  }
}
