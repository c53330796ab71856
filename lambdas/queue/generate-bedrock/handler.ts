import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { BedrockDirectory } from '../../adapters/image-models/bedrock/bedrock-directory.ts';
import { BedrockModels } from '../../adapters/image-models/bedrock/bedrock-models.ts';
import { credentialsIn } from '../../adapters/image-models/bedrock/secret-credentials.ts';
import { CachedSecret } from '../../adapters/secrets/cached-secret.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { billedWorker } from '../generate/billed-worker.ts';
import { generateBedrockEnv } from './env.ts';

const env = generateBedrockEnv.parse(process.env);
const { BEDROCK_REGION: region, BEDROCK_BASE_URL: endpoint, BEDROCK_SECRET: secretId } = env;

const where = {
  region,
  endpoint,
  ...(secretId === ''
    ? {}
    : { credentials: credentialsIn(new CachedSecret(new SecretsManagerClient(), secretId, systemClock)) }),
};
const models = new BedrockModels({ ...where, timeoutMillis: env.PROVIDER_CEILING_SECONDS * 1000 });

export const handler = billedWorker('bedrock', env, models, new BedrockDirectory(where));
