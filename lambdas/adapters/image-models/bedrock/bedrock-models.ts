import {
  BedrockRuntimeClient,
  type BedrockRuntimeClientConfig,
  InvokeModelCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { DrawOutcome, DrawRequest, ImageModel } from '../../../domain/generation/image-model.ts';
import { bedrockFailure } from './bedrock-failure.ts';
import { stabilityOutcome } from './stability-outcome.ts';

/** Stability's models on Bedrock, by `InvokeModel`: one picture a call. */
export class BedrockModels implements ImageModel {
  readonly #client: BedrockRuntimeClient;

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
      requestHandler: new NodeHttpHandler({ requestTimeout: timeoutMillis, connectionTimeout: 10_000 }),
      ...(endpoint === '' ? {} : { endpoint }),
      ...(credentials === undefined ? {} : { credentials }),
    });
  }

  async draw(request: DrawRequest, signal: AbortSignal): Promise<DrawOutcome> {
    const invoke = new InvokeModelCommand({
      modelId: request.model,
      contentType: 'application/json',
      accept: 'application/json',
      body: JSON.stringify(bodyOf(request)),
    });
    try {
      const { body } = await this.#client.send(invoke, { abortSignal: signal });
      return stabilityOutcome(body);
    } catch (error) {
      return bedrockFailure(error);
    }
  }
}

/** With a reference, Stability takes the shape of the picture from it, and refuses to be told one. */
function bodyOf({ prompt, negativePrompt, aspectRatio, seed, references }: DrawRequest) {
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
          image: Buffer.from(reference.bytes).toString('base64'),
          strength: referenceStrength,
        }),
  };
}

/** 0 keeps the reference as it is, 1 ignores it. */
const referenceStrength = 0.6;
