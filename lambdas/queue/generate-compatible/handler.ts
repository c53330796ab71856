import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { KeyedModels } from '../../adapters/image-models/keyed-models.ts';
import { OpenAiModels } from '../../adapters/image-models/openai/openai-models.ts';
import { XaiModels } from '../../adapters/image-models/xai/xai-models.ts';
import { CachedSecret } from '../../adapters/secrets/cached-secret.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { billedWorker } from '../generate/sample-worker.ts';
import { generateCompatibleEnv } from './env.ts';

const env = generateCompatibleEnv.parse(process.env);

const models = new KeyedModels({
  secret: new CachedSecret(new SecretsManagerClient(), env.COMPATIBLE_SECRET, systemClock),
  secretId: env.COMPATIBLE_SECRET,
  modelsWith: (apiKey) => {
    const options = {
      apiKey,
      baseUrl: env.COMPATIBLE_BASE_URL,
      timeoutMillis: env.PROVIDER_CEILING_SECONDS * 1000,
      nowMillis: systemClock.nowMillis,
    };
    return env.COMPATIBLE_DIALECT === 'xai' ? new XaiModels(options) : new OpenAiModels(options);
  },
});

export const handler = billedWorker('compatible', env, models, models);
