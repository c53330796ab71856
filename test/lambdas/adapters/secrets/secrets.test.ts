import { createServer, type Server } from 'node:http';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, describe, expect, it } from 'vitest';
import { setUpsOf } from '../../../../lambdas/adapters/providers/offered-providers.ts';
import { CachedSecret } from '../../../../lambdas/adapters/secrets/cached-secret.ts';
import { SecretPresence } from '../../../../lambdas/adapters/secrets/secret-presence.ts';
import { StoreUnavailable } from '../../../../lambdas/domain/store-unavailable.ts';
import { closeServer } from '../../../../local/close-server.ts';
import { localSdk } from '../../../../local/local-sdk.ts';
import { listenOnLoopback } from '../../../../local/loopback.ts';
import { type LocalSecrets, secretsFace } from '../../../../local/secrets/secrets-face.ts';
import { ManualClock } from '../../../fakes/manual-clock.ts';

const name = 'darkroom/laptop/google';
let server: Server;
afterEach(() => closeServer(server));

/** A Secrets Manager that holds what the test says, behind its real wire protocol. */
async function clientOf(secrets: LocalSecrets): Promise<SecretsManagerClient> {
  server = createServer(secretsFace(secrets));
  const endpoint = `http://127.0.0.1:${await listenOnLoopback(server, 0)}`;
  return new SecretsManagerClient({ ...localSdk(endpoint), maxAttempts: 1 });
}

describe('a secret', () => {
  it('is read once in five minutes, and a rotated key is seen then', async () => {
    const reads: string[] = [];
    const keys = ['first', 'second'];
    const client = await clientOf({
      google: async () => reads[reads.push(keys[reads.length] ?? '') - 1] ?? '',
    });
    const clock = new ManualClock();
    const secret = new CachedSecret(client, name, clock);

    expect([await secret.read(), await secret.read()]).toEqual(['first', 'first']);
    clock.advance(300_000);
    expect(await secret.read()).toBe('second');
    expect(reads).toHaveLength(2);
  });

  it('is read anew for who knows that it must have changed', async () => {
    let key = 'old';
    const secret = new CachedSecret(await clientOf({ google: async () => key }), name, new ManualClock());
    await secret.read();
    key = 'new';

    expect(await secret.read()).toBe('old');
    expect(await secret.read({ fresh: true })).toBe('new');
  });

  it('that is not there, or blank, is none, and is looked for again', async () => {
    const secrets: Record<string, () => Promise<string>> = {};
    const secret = new CachedSecret(await clientOf(secrets), name, new ManualClock());

    expect(await secret.read()).toBeUndefined();
    secrets['google'] = async () => '  \n';
    expect(await secret.read()).toBeUndefined();
    secrets['google'] = async () => ' key\n';
    expect(await secret.read()).toBe('key');
  });

  it('whose store is away is trouble that passes', async () => {
    const client = await clientOf({ google: () => Promise.reject(new Error('away')) });

    await expect(new CachedSecret(client, name, new ManualClock()).read()).rejects.toThrow(StoreUnavailable);
  });
});

describe('whether a secret is in place', () => {
  it('is known without reading it, and again after half a minute', async () => {
    const secrets: Record<string, () => Promise<string>> = {};
    const clock = new ManualClock();
    const presence = new SecretPresence(await clientOf(secrets), clock);

    expect(await presence.has(name)).toBe(false);
    secrets['google'] = () => expect.fail('it was read');
    expect(await presence.has(name)).toBe(false);
    clock.advance(30_000);
    expect(await presence.has(name)).toBe(true);
  });

  it('is taken for granted where nobody can tell, and where none is needed', async () => {
    const client = await clientOf({});
    const provider = { queueUrl: 'q', whatToDo: 'w', imagesPerMinute: 1 };
    const offered = { google: { ...provider, secret: name }, bedrock: { ...provider, secret: '' } };
    const setUps = setUpsOf(offered, client, new ManualClock());

    expect(await setUps.google?.isInPlace()).toBe(false);
    expect(await setUps.bedrock?.isInPlace()).toBe(true);
    const broken = new SecretsManagerClient({ ...localSdk('http://127.0.0.1:1'), maxAttempts: 1 });
    expect(await setUpsOf(offered, broken, new ManualClock()).google?.isInPlace()).toBe(true);
  });
});
