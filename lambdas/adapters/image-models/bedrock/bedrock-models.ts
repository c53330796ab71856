import {
  BedrockRuntimeClient,
  type BedrockRuntimeClientConfig,
  InvokeModelCommand,
} from '@aws-sdk/client-bedrock-runtime';
import type { DrawOutcome, DrawRequest, ImageModel } from '../../../domain/generation/image-model.ts';
import { wholeOf } from '../../wire/body-parts.ts';
import { HeldPictures } from '../held-pictures.ts';
import { bedrockFailure } from './bedrock-failure.ts';
import { PassingPictures } from './passing-pictures.ts';
import { stabilityOutcome } from './stability-outcome.ts';

/** Stability's models on Bedrock, by `InvokeModel`: one picture a call. */
export class BedrockModels implements ImageModel {
  readonly #client: BedrockRuntimeClient;
  readonly #held = new HeldPictures();

  /** One attempt: a picture whose answer was lost has been paid. `region` is where the models are, not where we are. */
  constructor(options: {
    readonly region: string;
    /** Empty for AWS's own. */
    readonly endpoint: string;
    /** Absent for the role under which we run. */
    readonly credentials?: BedrockRuntimeClientConfig['credentials'];
    readonly timeoutMillis: number;
  }) {
    const { region, endpoint, credentials, timeoutMillis } = options;
    this.#client = new BedrockRuntimeClient({
      region,
      maxAttempts: 1,
      // HTTP/2, which this client speaks by itself, gains nothing for one call at a time, and hides why a call failed.
      requestHandler: new PassingPictures(this.#held, {
        requestTimeout: timeoutMillis,
        connectionTimeout: 10_000,
      }),
      ...(endpoint === '' ? {} : { endpoint }),
      ...(credentials === undefined ? {} : { credentials }),
    });
  }

  async draw(request: DrawRequest, signal: AbortSignal): Promise<DrawOutcome> {
    const invoke = new InvokeModelCommand({
      modelId: request.model,
      contentType: 'application/json',
      accept: 'application/json',
      // Whole, for it is signed.
      body: wholeOf(this.#held.bodyOf(JSON.stringify(bodyOf(request, this.#held)))),
    });
    try {
      const { body } = await this.#client.send(invoke, { abortSignal: signal });
      return stabilityOutcome(body, this.#held);
    } catch (error) {
      return bedrockFailure(error);
    } finally {
      this.#held.clear();
    }
  }
}

/** With a reference, Stability takes the shape of the picture from it, and refuses to be told one. */
function bodyOf(
  { prompt, negativePrompt, aspectRatio, seed, references }: DrawRequest,
  held: Pick<HeldPictures, 'send'>,
) {
  const [reference] = references;
  return {
    prompt,
    ...(negativePrompt === null ? {} : { negative_prompt: negativePrompt }),
    seed,
    output_format: 'png',
    ...(reference === undefined
      ? { mode: 'text-to-image', aspect_ratio: aspectRatio }
      : {
          mode: 'image-to-image',
          image: held.send(reference.bytes, 'base64'),
          strength: referenceStrength,
        }),
  };
}

/** 0 keeps the reference as it is, 1 ignores it. */
const referenceStrength = 0.6;
