import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GoogleModels } from '../../adapters/image-models/google/google-models.ts';
import { KeyedModels } from '../../adapters/image-models/keyed-models.ts';
import { CachedSecret } from '../../adapters/secrets/cached-secret.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { billedWorker } from '../generate/sample-worker.ts';
import { generateGoogleEnv } from './env.ts';

const env = generateGoogleEnv.parse(process.env);

const models = new KeyedModels({
  secret: new CachedSecret(new SecretsManagerClient(), env.GOOGLE_SECRET, systemClock),
  secretId: env.GOOGLE_SECRET,
  modelsWith: (apiKey) =>
    new GoogleModels({
      apiKey,
      baseUrl: env.GOOGLE_BASE_URL,
      timeoutMillis: env.PROVIDER_CEILING_SECONDS * 1000,
      nowMillis: systemClock.nowMillis,
    }),
});

export const handler = billedWorker('google', env, models, models);
