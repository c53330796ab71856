import {
  DescribeSecretCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { Clock } from '../../domain/clock.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';

/** As long as a change may take to be seen everywhere. */
const keptMillis = 30_000;

/** Tells whether secrets are in place, without the right to read any. Answers may be up to 30 s old. */
export class SecretPresence {
  readonly #client: SecretsManagerClient;
  readonly #clock: Clock;
  readonly #kept = new Map<string, { readonly isThere: boolean; readonly untilMillis: number }>();

  constructor(client: SecretsManagerClient, clock: Clock) {
    this.#client = client;
    this.#clock = clock;
  }

  /** Throws `StoreUnavailable`. */
  async has(secretId: string): Promise<boolean> {
    const now = this.#clock.nowMillis();
    const kept = this.#kept.get(secretId);
    if (kept !== undefined && kept.untilMillis > now) return kept.isThere;

    const isThere = await this.#look(secretId);
    this.#kept.set(secretId, { isThere, untilMillis: now + keptMillis });
    return isThere;
  }

  /** A secret that waits for its deletion is gone already. */
  async #look(secretId: string): Promise<boolean> {
    try {
      const { DeletedDate } = await this.#client.send(new DescribeSecretCommand({ SecretId: secretId }));
      return DeletedDate === undefined;
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return false;
      throw new StoreUnavailable(`look for the secret ${secretId}`, { cause: error });
    }
  }
}
