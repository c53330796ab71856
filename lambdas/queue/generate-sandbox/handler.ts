import { SandboxModels } from '../../adapters/image-models/sandbox-models.ts';
import { openGate } from '../../domain/generation/provider-gate.ts';
import { loggedHandler } from '../../observability/logged-handler.ts';
import { meterOf } from '../../observability/metrics.ts';
import { countAnswers } from '../generate/count-answers.ts';
import { sampleWorker } from '../generate/sample-worker.ts';
import { generateSandboxEnv } from './env.ts';

const env = generateSandboxEnv.parse(process.env);
const meter = meterOf(env.STAGE);

/** Bills nobody, and is never full. */
export const handler = loggedHandler(
  sampleWorker(env, {
    model: new SandboxModels({ slowSeconds: env.SANDBOX_SLOW_SECONDS }),
    gate: openGate,
    billsPerCall: false,
    countCost: () => undefined,
    countAnswer: countAnswers(meter, 'sandbox'),
    countWait: (seconds) => meter('SampleWaitSeconds', seconds, { provider: 'sandbox' }),
  }),
);
