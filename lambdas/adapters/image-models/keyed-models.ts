import type { DrawOutcome, DrawRequest, ImageModel } from '../../domain/generation/image-model.ts';
import type { ModelDirectory, ModelStanding } from '../../domain/generation/model-directory.ts';
import type { ProviderSecret } from '../../domain/generation/provider-secret.ts';

type Options = {
  readonly secret: ProviderSecret;
  /** Named in the log when there is no key. */
  readonly secretId: string;
  readonly modelsWith: (apiKey: string) => ImageModel & ModelDirectory;
};

/** A provider's models with the key that is in place now. */
export class KeyedModels implements ImageModel, ModelDirectory {
  readonly #options: Options;
  #current: { readonly apiKey: string; readonly models: ImageModel & ModelDirectory } | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  /** A key that was refused may have been rotated in the last minutes: a newer one is tried, for a refusal costs nothing. */
  async draw(request: DrawRequest, signal: AbortSignal): Promise<DrawOutcome> {
    const { secret, secretId } = this.#options;
    const apiKey = await secret.read();
    if (apiKey === undefined) {
      return { outcome: 'unavailable', why: 'credentials', reason: `The secret ${secretId} holds no key.` };
    }
    const drawn = await this.#modelsOf(apiKey).draw(request, signal);
    if (drawn.outcome !== 'unavailable' || drawn.why !== 'credentials') return drawn;

    const newer = await secret.read({ fresh: true });
    return newer === undefined || newer === apiKey ? drawn : this.#modelsOf(newer).draw(request, signal);
  }

  /** Without a key there is nobody to ask. */
  async lookUp(providerModel: string): Promise<ModelStanding> {
    const apiKey = await this.#options.secret.read().catch(() => undefined);
    return apiKey === undefined ? 'unknown' : this.#modelsOf(apiKey).lookUp(providerModel);
  }

  #modelsOf(apiKey: string): ImageModel & ModelDirectory {
    if (this.#current?.apiKey !== apiKey) {
      this.#current = { apiKey, models: this.#options.modelsWith(apiKey) };
    }
    return this.#current.models;
  }
}
