import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { BedrockModels } from '../../adapters/image-models/bedrock/bedrock-models.ts';
import { credentialsIn } from '../../adapters/image-models/bedrock/secret-credentials.ts';
import { CachedSecret } from '../../adapters/secrets/cached-secret.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { billedWorker } from '../generate/sample-worker.ts';
import { generateBedrockEnv } from './env.ts';

const env = generateBedrockEnv.parse(process.env);
const { BEDROCK_REGION: region, BEDROCK_BASE_URL: endpoint, BEDROCK_SECRET: secretId } = env;

const models = new BedrockModels({
  region,
  endpoint,
  ...(secretId === ''
    ? {}
    : { credentials: credentialsIn(new CachedSecret(new SecretsManagerClient(), secretId, systemClock)) }),
  timeoutMillis: env.PROVIDER_CEILING_SECONDS * 1000,
});

export const handler = billedWorker('bedrock', env, models);
