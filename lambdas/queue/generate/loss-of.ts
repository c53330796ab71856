import {
  AnswerLost,
  ModelBusy,
  ModelFailed,
  ModelPassedOn,
  ModelRefused,
  ModelUnavailable,
} from '../../domain/generation/errors.ts';
import type { DrawOutcome } from '../../domain/generation/image-model.ts';
import { writeLossDetails } from '../../domain/generation/loss-details.ts';
import { costWithoutPicture, providerCost } from '../../domain/generation/prices.ts';
import type { Resolution } from '../../domain/generation/resolution.ts';
import type { SampleLoss } from '../../domain/generation/sample-replies.ts';
import type { DrawPlan } from '../../domain/jobs/draw-plan.ts';

/** An outcome that ends a sample without a picture. */
export type FinalOutcome = Exclude<DrawOutcome, { readonly outcome: 'image' | 'rate-limited' }>;

/** Why a sample is lost, with what its call cost us, or may have. */
export function lossOf(
  drawn: FinalOutcome,
  { providerModel }: Pick<DrawPlan, 'providerModel'>,
  resolution: Resolution,
): SampleLoss {
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

/** Only of what is proven uncharged: the fallback may be asked, and nobody pays twice. */
export function passedOn(loss: SampleLoss): SampleLoss {
  return loss.name === 'ModelBusy' || loss.name === 'ModelUnavailable'
    ? new ModelPassedOn(loss.message, { cause: loss })
    : loss;
}
