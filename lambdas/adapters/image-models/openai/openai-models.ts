import type { DrawOutcome, DrawRequest, ImageModel } from '../../../domain/generation/image-model.ts';
import type { ModelDirectory, ModelStanding } from '../../../domain/generation/model-directory.ts';
import type { HeldPictures } from '../held-pictures.ts';
import { inWords } from '../in-words.ts';
import type { KeyedOptions } from '../keyed-options.ts';
import { OpenAiConnection } from './openai-connection.ts';
import { openAiOutcome } from './openai-outcome.ts';

const qualities = ['low', 'medium', 'high', 'xhigh', 'max'] as const;

/** OpenAI's image models: `images.generate`, and `images.edit` where there are references. One picture a call. */
export class OpenAiModels implements ImageModel, ModelDirectory {
  readonly #connection: OpenAiConnection;

  constructor(options: KeyedOptions) {
    this.#connection = new OpenAiConnection(options);
  }

  lookUp(providerModel: string): Promise<ModelStanding> {
    return this.#connection.lookUp(providerModel);
  }

  async draw(request: DrawRequest, signal: AbortSignal): Promise<DrawOutcome> {
    const { model, prompt, negativePrompt, widthPixels, heightPixels, quality, references } = request;
    const asked = {
      model,
      prompt: inWords(prompt, negativePrompt),
      n: 1,
      size: `${widthPixels}x${heightPixels}`,
      quality: qualities.find((known) => known === quality) ?? 'auto',
      output_format: 'png',
    } as const;
    return this.#connection.draw(async (client, held) =>
      openAiOutcome(
        references.length === 0
          ? await client.images.generate(asked, { signal })
          : await client.images.edit({ ...asked, image: filesOf(references, held) }, { signal }),
        held,
      ),
    );
  }
}

/** Files that hold a name: the bytes take its place when the form is sent. */
function filesOf(references: DrawRequest['references'], held: Pick<HeldPictures, 'send'>): File[] {
  return references.map(
    ({ bytes, mimeType }, index) =>
      new File([held.send(bytes, 'raw')], `reference-${index}.${mimeType.replace('image/', '')}`, {
        type: mimeType,
      }),
  );
}
