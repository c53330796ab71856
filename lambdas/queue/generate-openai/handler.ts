import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { KeyedModels } from '../../adapters/image-models/keyed-models.ts';
import { OpenAiModels } from '../../adapters/image-models/openai/openai-models.ts';
import { CachedSecret } from '../../adapters/secrets/cached-secret.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { billedWorker } from '../generate/sample-worker.ts';
import { generateOpenaiEnv } from './env.ts';

const env = generateOpenaiEnv.parse(process.env);

const models = new KeyedModels({
  secret: new CachedSecret(new SecretsManagerClient(), env.OPENAI_SECRET, systemClock),
  secretId: env.OPENAI_SECRET,
  modelsWith: (apiKey) =>
    new OpenAiModels({
      apiKey,
      baseUrl: env.OPENAI_BASE_URL,
      timeoutMillis: env.PROVIDER_CEILING_SECONDS * 1000,
      nowMillis: systemClock.nowMillis,
    }),
});

export const handler = billedWorker('openai', env, models, models);
