import type { ImagesResponse } from 'openai/resources/images';
import type { DrawOutcome } from '../../../domain/generation/image-model.ts';

/** What an answer of the Images API with status 200 comes to. */
export function openAiOutcome({ data, output_format }: ImagesResponse): DrawOutcome {
  const [image] = data ?? [];
  if (image?.b64_json === undefined || image.b64_json === '') {
    return { outcome: 'no-image', reason: 'The answer holds no picture.' };
  }
  return {
    outcome: 'image',
    bytes: Buffer.from(image.b64_json, 'base64'),
    mimeType: `image/${output_format ?? 'png'}`,
  };
}
