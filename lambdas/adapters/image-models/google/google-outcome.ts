import {
  FinishReason,
  type GenerateContentResponse,
  MediaModality,
  type ModalityTokenCount,
} from '@google/genai';
import type { DrawOutcome } from '../../../domain/generation/image-model.ts';
import type { ProviderUsage } from '../../../domain/generation/prices.ts';
import type { HeldPictures } from '../held-pictures.ts';

/** Reasons to end that mean: we made it, and do not show it. */
const refusals: ReadonlySet<string> = new Set([
  FinishReason.IMAGE_SAFETY,
  FinishReason.IMAGE_PROHIBITED_CONTENT,
  FinishReason.IMAGE_RECITATION,
  FinishReason.SAFETY,
  FinishReason.PROHIBITED_CONTENT,
  FinishReason.BLOCKLIST,
  FinishReason.SPII,
  FinishReason.RECITATION,
]);

/** What an answer of `generateContent` with status 200 comes to: a refusal and an answer without a picture are 200, too. */
export function googleOutcome(
  { promptFeedback, candidates, usageMetadata }: GenerateContentResponse,
  held: Pick<HeldPictures, 'take'>,
): DrawOutcome {
  const usage = usageOf(usageMetadata);
  const refusedPrompt = promptFeedback?.blockReason;
  if (refusedPrompt !== undefined) {
    return {
      outcome: 'blocked',
      stage: 'input',
      reason: promptFeedback?.blockReasonMessage ?? refusedPrompt,
      usage,
    };
  }

  const [candidate] = candidates ?? [];
  // Pictures on the way to the last one are marked as thoughts.
  const picture = (candidate?.content?.parts ?? []).findLast(
    ({ thought, inlineData }) => thought !== true && inlineData?.data !== undefined,
  );
  const finish = candidate?.finishReason;
  if (finish !== undefined && refusals.has(finish)) {
    return { outcome: 'blocked', stage: 'output', reason: candidate?.finishMessage ?? finish, usage };
  }
  if (picture?.inlineData?.data === undefined) {
    const said = candidate?.content?.parts?.find(({ text }) => text !== undefined)?.text;
    return {
      outcome: 'no-image',
      reason: [finish ?? 'no candidate', said].filter(Boolean).join(': '),
      usage,
    };
  }
  const { data, mimeType = 'application/octet-stream' } = picture.inlineData;
  return { outcome: 'image', bytes: held.take(data), mimeType, usage };
}

/** Thoughts are billed as text. What is not said of the output to be text is taken for the picture. */
function usageOf(usage: GenerateContentResponse['usageMetadata']): ProviderUsage | null {
  if (usage === undefined) return null;
  const {
    promptTokenCount = 0,
    candidatesTokenCount = 0,
    thoughtsTokenCount = 0,
    promptTokensDetails = [],
    candidatesTokensDetails = [],
  } = usage;
  const imageInTokens = countOf(promptTokensDetails, MediaModality.IMAGE);
  const textOutTokens = countOf(candidatesTokensDetails, MediaModality.TEXT);
  return {
    textInTokens: promptTokenCount - imageInTokens,
    imageInTokens,
    textOutTokens: textOutTokens + thoughtsTokenCount,
    imageOutTokens: candidatesTokenCount - textOutTokens,
  };
}

function countOf(details: readonly ModalityTokenCount[], modality: MediaModality): number {
  return details
    .filter((detail) => detail.modality === modality)
    .reduce((sum, { tokenCount = 0 }) => sum + tokenCount, 0);
}
