import {
  BedrockClient,
  type BedrockClientConfig,
  FoundationModelLifecycleStatus,
  GetFoundationModelCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-bedrock';
import type { ModelDirectory, ModelStanding } from '../../../domain/generation/model-directory.ts';

/** Bedrock's list of foundation models, which tells of each whether it is on its way out. */
export class BedrockDirectory implements ModelDirectory {
  readonly #client: BedrockClient;

  constructor({
    region,
    endpoint,
    credentials,
  }: {
    readonly region: string;
    /** Empty for AWS's own. */
    readonly endpoint: string;
    readonly credentials?: BedrockClientConfig['credentials'];
  }) {
    this.#client = new BedrockClient({
      region,
      ...(endpoint === '' ? {} : { endpoint }),
      ...(credentials === undefined ? {} : { credentials }),
    });
  }

  async lookUp(providerModel: string): Promise<ModelStanding> {
    try {
      const get = new GetFoundationModelCommand({ modelIdentifier: providerModel });
      const { modelDetails } = await this.#client.send(get);
      return modelDetails?.modelLifecycle?.status === FoundationModelLifecycleStatus.LEGACY
        ? 'ending'
        : 'there';
    } catch (error) {
      return error instanceof ResourceNotFoundException ? 'gone' : 'unknown';
    }
  }
}
