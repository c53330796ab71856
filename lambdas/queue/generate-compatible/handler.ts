import { OpenAiModels } from '../../adapters/image-models/openai/openai-models.ts';
import { XaiModels } from '../../adapters/image-models/xai/xai-models.ts';
import { billedWorker } from '../generate/billed-worker.ts';
import { keyedProvider } from '../generate/keyed-provider.ts';
import { generateCompatibleEnv } from './env.ts';

const env = generateCompatibleEnv.parse(process.env);

const models = keyedProvider(
  {
    secretId: env.COMPATIBLE_SECRET,
    baseUrl: env.COMPATIBLE_BASE_URL,
    ceilingSeconds: env.PROVIDER_CEILING_SECONDS,
  },
  (options) => (env.COMPATIBLE_DIALECT === 'xai' ? new XaiModels(options) : new OpenAiModels(options)),
);

export const handler = billedWorker('compatible', env, models, models);
