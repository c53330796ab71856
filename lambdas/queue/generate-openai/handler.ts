import { OpenAiModels } from '../../adapters/image-models/openai/openai-models.ts';
import { billedWorker } from '../generate/billed-worker.ts';
import { keyedProvider } from '../generate/keyed-provider.ts';
import { generateOpenaiEnv } from './env.ts';

const env = generateOpenaiEnv.parse(process.env);

const models = keyedProvider(
  {
    secretId: env.OPENAI_SECRET,
    baseUrl: env.OPENAI_BASE_URL,
    ceilingSeconds: env.PROVIDER_CEILING_SECONDS,
  },
  (options) => new OpenAiModels(options),
);

export const handler = billedWorker('openai', env, models, models);
