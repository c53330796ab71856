import type { DrawOutcome, DrawRequest, ImageModel } from '../../domain/generation/image-model.ts';
import type { ProviderSecret } from '../../domain/generation/provider-secret.ts';

type Options = {
  readonly secret: ProviderSecret;
  /** Named in the log when there is no key. */
  readonly secretId: string;
  readonly modelsWith: (apiKey: string) => ImageModel;
};

/** A provider's models with the key that is in place now. */
export class KeyedModels implements ImageModel {
  readonly #options: Options;
  #current: { readonly apiKey: string; readonly models: ImageModel } | undefined;

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

  #modelsOf(apiKey: string): ImageModel {
    if (this.#current?.apiKey !== apiKey) {
      this.#current = { apiKey, models: this.#options.modelsWith(apiKey) };
    }
    return this.#current.models;
  }
}
