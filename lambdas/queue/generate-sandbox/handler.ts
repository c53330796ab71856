import { SandboxModels } from '../../adapters/image-models/sandbox-models.ts';
import { freeWorker } from '../generate/sample-worker.ts';
import { generateSandboxEnv } from './env.ts';

const env = generateSandboxEnv.parse(process.env);

export const handler = freeWorker(env, new SandboxModels({ slowSeconds: env.SANDBOX_SLOW_SECONDS }));
