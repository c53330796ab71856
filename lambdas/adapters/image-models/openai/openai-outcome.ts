import type { ImagesResponse } from 'openai/resources/images';
import type { DrawOutcome } from '../../../domain/generation/image-model.ts';
import type { ProviderUsage } from '../../../domain/generation/prices.ts';
import type { HeldPictures } from '../held-pictures.ts';

/** What an answer of the Images API with status 200 comes to. */
export function openAiOutcome(
  { data, output_format, usage }: ImagesResponse,
  held: Pick<HeldPictures, 'take'>,
): DrawOutcome {
  const [image] = data ?? [];
  if (image?.b64_json === undefined || image.b64_json === '') {
    return { outcome: 'no-image', reason: 'The answer holds no picture.', usage: usageOf(usage) };
  }
  return {
    outcome: 'image',
    bytes: held.take(image.b64_json),
    mimeType: `image/${output_format ?? 'png'}`,
    usage: usageOf(usage),
  };
}

/** The Images API often leaves out what its output tokens were: all of them are the picture's then, the dearer kind. */
function usageOf(usage: ImagesResponse['usage']): ProviderUsage | null {
  if (usage === undefined) return null;
  const { input_tokens_details: input, output_tokens } = usage;
  return {
    textInTokens: input.text_tokens,
    imageInTokens: input.image_tokens,
    textOutTokens: 0,
    imageOutTokens: output_tokens,
  };
}
