import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { DynamoModelCatalogue } from '../../adapters/dynamodb/model-catalogue.ts';
import { DynamoProviderStates } from '../../adapters/dynamodb/provider-states.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { builtInModels } from '../../domain/generation/catalogue/built-in-models.ts';
import type { ImageModel } from '../../domain/generation/image-model.ts';
import type { ModelDirectory } from '../../domain/generation/model-directory.ts';
import type { Provider } from '../../domain/generation/providers.ts';
import { logEvents } from '../../observability/log-events.ts';
import { loggedHandler } from '../../observability/logged-handler.ts';
import { logger } from '../../observability/logger.ts';
import type { Meter } from '../../observability/meter.ts';
import { meterOf } from '../../observability/metrics.ts';
import { checkModels } from './check-models.ts';
import { countAnswers } from './count-answers.ts';
import { type GateEvent, pacedGate } from './paced-gate.ts';
import { sampleWorker, type WorkerEnv } from './sample-worker.ts';

const scheduledEvent = z.object({ source: z.literal('aws.events') });

/** What a worker of a provider that bills is told beyond that. */
export type PacedWorkerEnv = WorkerEnv & {
  readonly CATALOGUE_TABLE: string;
  readonly IMAGES_PER_MINUTE: number;
  readonly PACE_WAIT_SECONDS: number;
  readonly STAGE: string;
};

/** The worker of a provider that bills per call, and lets us ask only so fast. */
export function billedWorker(
  provider: Provider,
  env: PacedWorkerEnv,
  model: ImageModel,
  directory: ModelDirectory,
) {
  const meter = meterOf(env.STAGE);
  const rates = { [provider]: env.IMAGES_PER_MINUTE };
  const states = new DynamoProviderStates(documentClient(), env.CATALOGUE_TABLE, systemClock, rates);
  const gate = pacedGate({
    provider,
    states,
    clock: systemClock,
    patienceMillis: env.PACE_WAIT_SECONDS * 1000,
    report: (event) => reportGate(meter, provider, event),
  });
  const draw = sampleWorker(env, {
    model,
    gate,
    billsPerCall: true,
    countCost: (model, { microUsd, isSuspected }) => {
      const usd = microUsd / 1_000_000;
      if (isSuspected) meter('SuspectedCostUsd', usd, { provider });
      else meter('ProviderCostUsd', usd, { provider, model });
    },
    countAnswer: countAnswers(meter, provider),
    countWait: (seconds) => meter('SampleWaitSeconds', seconds, { provider }),
  });
  const check = checkModels({
    provider,
    catalogue: new DynamoModelCatalogue(documentClient(), env.CATALOGUE_TABLE, {
      clock: systemClock,
      builtIn: builtInModels({ sandbox: false }),
      onBroken: (model, error) => logger.error(logEvents.catalogue.broken, { model, error }),
    }),
    directory,
    states,
    clock: systemClock,
    report: {
      model: (model, standing) => logger.warn(logEvents.provider.modelEnds, { provider, model, standing }),
      counts: ({ gone, ending }) => {
        meter('ModelsGone', gone, { provider });
        meter('ModelsEnding', ending, { provider });
      },
    },
  });

  // Once a day, by the worker itself: nobody else may read the provider's key.
  return loggedHandler(async (event: unknown, context: Context) =>
    scheduledEvent.safeParse(event).success ? check() : draw(event, context),
  );
}

function reportGate(meter: Meter, provider: Provider, { event, ...details }: GateEvent): void {
  if (event === 'paused') {
    logger.warn(logEvents.provider.paused, { provider, ...details });
    meter('ProviderPaused', 1, { provider });
  } else if (event === 'closed') {
    logger.error(logEvents.provider.closed, { provider, ...details });
    meter('ProviderClosed', 1, { provider });
  } else logger.warn(logEvents.provider.stateNotWritten, { provider, ...details });
}
