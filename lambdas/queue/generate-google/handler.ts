import { GoogleModels } from '../../adapters/image-models/google/google-models.ts';
import { billedWorker } from '../generate/billed-worker.ts';
import { keyedProvider } from '../generate/keyed-provider.ts';
import { generateGoogleEnv } from './env.ts';

const env = generateGoogleEnv.parse(process.env);

const models = keyedProvider(
  {
    secretId: env.GOOGLE_SECRET,
    baseUrl: env.GOOGLE_BASE_URL,
    ceilingSeconds: env.PROVIDER_CEILING_SECONDS,
  },
  (options) => new GoogleModels(options),
);

export const handler = billedWorker('google', env, models, models);
