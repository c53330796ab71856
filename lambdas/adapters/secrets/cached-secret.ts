import {
  GetSecretValueCommand,
  type SecretsManagerClient,
  SecretsManagerServiceException,
} from '@aws-sdk/client-secrets-manager';
import type { Clock } from '../../domain/clock.ts';
import type { ProviderSecret } from '../../domain/generation/provider-secret.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';

/** A key that was rotated is used everywhere after so long, without a deploy. */
const keptMillis = 5 * 60_000;

/** There is none, it waits for its deletion, or its key is not ours to use: a person has to act. */
const absent = new Set([
  'ResourceNotFoundException',
  'InvalidRequestException',
  'AccessDeniedException',
  'DecryptionFailure',
]);

/** One secret of Secrets Manager, a plain string; read once in five minutes by each worker. */
export class CachedSecret implements ProviderSecret {
  readonly #client: SecretsManagerClient;
  readonly #secretId: string;
  readonly #clock: Clock;
  #kept: { readonly value: string | undefined; readonly untilMillis: number } | undefined;

  constructor(client: SecretsManagerClient, secretId: string, clock: Clock) {
    this.#client = client;
    this.#secretId = secretId;
    this.#clock = clock;
  }

  async read({ fresh } = { fresh: false }): Promise<string | undefined> {
    const now = this.#clock.nowMillis();
    if (!fresh && this.#kept !== undefined && this.#kept.untilMillis > now) return this.#kept.value;

    const value = await this.#read();
    // What is not there is looked for again at once: somebody is about to put it there.
    this.#kept = value === undefined ? undefined : { value, untilMillis: now + keptMillis };
    return value;
  }

  async #read(): Promise<string | undefined> {
    try {
      const { SecretString = '' } = await this.#client.send(
        new GetSecretValueCommand({ SecretId: this.#secretId }),
      );
      return SecretString.trim() === '' ? undefined : SecretString.trim();
    } catch (error) {
      if (error instanceof SecretsManagerServiceException && absent.has(error.name)) return undefined;
      throw new StoreUnavailable(`read the secret ${this.#secretId}`, { cause: error });
    }
  }
}
