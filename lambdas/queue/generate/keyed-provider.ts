import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { KeyedModels } from '../../adapters/image-models/keyed-models.ts';
import type { KeyedOptions } from '../../adapters/image-models/keyed-options.ts';
import { CachedSecret } from '../../adapters/secrets/cached-secret.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import type { ImageModel } from '../../domain/generation/image-model.ts';
import type { ModelDirectory } from '../../domain/generation/model-directory.ts';

type Provider = {
  readonly secretId: string;
  /** Empty for the provider's own. */
  readonly baseUrl: string;
  readonly ceilingSeconds: number;
};

/** The models of a provider whose key stands in a secret. */
export function keyedProvider(
  { secretId, baseUrl, ceilingSeconds }: Provider,
  modelsWith: (options: KeyedOptions) => ImageModel & ModelDirectory,
): KeyedModels {
  const options = { baseUrl, timeoutMillis: ceilingSeconds * 1000, nowMillis: systemClock.nowMillis };
  return new KeyedModels({
    secret: new CachedSecret(new SecretsManagerClient(), secretId, systemClock),
    secretId,
    modelsWith: (apiKey) => modelsWith({ apiKey, ...options }),
  });
}
