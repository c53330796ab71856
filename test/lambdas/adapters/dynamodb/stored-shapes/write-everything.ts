import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { Registry } from '../../../../../admin/registry.ts';
import { TeamSettings } from '../../../../../admin/team-settings.ts';
import { DynamoCompletions } from '../../../../../lambdas/adapters/dynamodb/completions.ts';
import { DynamoGalleryPublisher } from '../../../../../lambdas/adapters/dynamodb/gallery-publisher.ts';
import { DynamoImageRemovals } from '../../../../../lambdas/adapters/dynamodb/image-removals.ts';
import { DynamoLateSamples } from '../../../../../lambdas/adapters/dynamodb/late-samples.ts';
import { DynamoLibrary } from '../../../../../lambdas/adapters/dynamodb/library.ts';
import { modelItem } from '../../../../../lambdas/adapters/dynamodb/model-record.ts';
import { DynamoPresets } from '../../../../../lambdas/adapters/dynamodb/presets.ts';
import { DynamoProviderStates } from '../../../../../lambdas/adapters/dynamodb/provider-states.ts';
import { DynamoRequestLimits } from '../../../../../lambdas/adapters/dynamodb/request-limits.ts';
import { DynamoSampleClaims } from '../../../../../lambdas/adapters/dynamodb/sample-claims.ts';
import { DynamoSyncWaiters } from '../../../../../lambdas/adapters/dynamodb/sync-waiters.ts';
import { creditAmount } from '../../../../../lambdas/domain/credits/amount.ts';
import { aiModelConfig } from '../../../../../lambdas/domain/generation/ai-model-config.ts';
import type { JobFailure } from '../../../../../lambdas/domain/jobs/job-failure.ts';
import type { KeptImage } from '../../../../../lambdas/domain/jobs/sample-outcome.ts';
import { presetFields } from '../../../../../lambdas/domain/presets/preset.ts';
import { ManualClock } from '../../../../fakes/manual-clock.ts';
import { tables } from '../../../../support/dynamodb.ts';
import { exampleJob, exampleParams } from '../../../../support/example-job.ts';
import { smallGeometry } from '../../../../support/library-world.ts';
import { moneyOn, now, picture } from '../../../../support/money.ts';

const presetId = 'preset_shoe';
const plainModel = {
  id: 'plain',
  provider: 'sandbox',
  providerModel: 'plain',
  mode: 'sync',
  aspectRatios: ['1:1'],
  resolutions: ['low'],
  pixelSizes: { low: { '1:1': [512, 512] } },
  credits: { low: 1 },
  maxSampleCount: 4,
  maxPromptLength: 1000,
  maxReferenceImages: 2,
  ceilingSeconds: 60,
};
const endingModel = {
  ...plainModel,
  id: 'ending',
  aliases: [{ id: 'former', deprecatedAt: '2026-01-01', sunsetAt: '2026-12-31' }],
  deprecatedAt: '2026-01-01',
  shutdownAt: '2026-12-31',
  replacement: 'plain',
  fallback: 'plain',
};
const blocked: JobFailure = {
  code: 'content_blocked',
  error: 'The model refused.',
  blocked: { stage: 'input', reason: 'safety' },
};
const shortfall: JobFailure = {
  code: 'insufficient_credits',
  error: 'Too few credits.',
  shortfall: { required: 9, balance: 1 },
};

/** Lets the production code write every kind of item that there is, with everything that it may hold. */
export async function writeEverything(client: DynamoDBDocumentClient): Promise<void> {
  await writeCatalogue(client);
  const teamId = await writeTeam(client);
  await writeJobs(client, teamId);
  await writeLibrary(client, teamId);
}

async function writeTeam(client: DynamoDBDocumentClient): Promise<string> {
  const clock = new ManualClock();
  const registry = new Registry(client, tables, clock);
  const { teamId, apiKey } = await registry.createTeam('Studio', creditAmount.parse(1000));
  await registry.createKey(teamId);
  await registry.revokeKey(apiKey);
  const settings = new TeamSettings(client, tables);
  await settings.setLimits(teamId, { requestsPerMinute: 60, activeJobs: 10 });
  await settings.setDefaults(teamId, {
    modelVersion: 'sandbox',
    aspectRatio: '1:1',
    resolution: 'low',
    negativePrompt: 'text',
  });
  await new DynamoRequestLimits(client, tables.catalogue, clock).take(teamId, 600);
  return teamId;
}

async function writeCatalogue(client: DynamoDBDocumentClient): Promise<void> {
  const states = new DynamoProviderStates(client, tables.catalogue, new ManualClock(), {});
  const closures = [
    { model: null, why: 'billing' as const, untilMillis: now },
    { model: 'gone', why: 'model-gone' as const, untilMillis: now },
  ];
  await states.change('google', (state) => ({ state: { ...state, closures } }));
  await states.setRate('google', 250);
  for (const model of [plainModel, endingModel]) {
    await client.send(
      new PutCommand({ TableName: tables.catalogue, Item: modelItem(aiModelConfig.parse(model)) }),
    );
  }
  const limits = { limit: 3, longestWaitSeconds: 180, bootId: undefined };
  await new DynamoSyncWaiters(client, tables.catalogue, new ManualClock(), limits).enter();
  const fields = presetFields.parse({
    name: 'Shoe',
    template: '{{product}} {{count}} {{ground}} {{prompt}}',
    negativePrompt: 'text',
    modelVersion: 'sandbox',
    aspectRatio: '1:1',
    resolution: 'low',
    requirements: [
      { key: 'product', type: 'text', label: 'Product', required: true, maxLength: 100, default: 'shoe' },
      { key: 'count', type: 'number', required: false, min: 1, max: 9, default: 2 },
      { key: 'ground', type: 'select', required: false, options: ['marble'], default: 'marble' },
      { key: 'photo', type: 'file', required: true, multiple: true, maxFiles: 3 },
    ],
  });
  const preset = { ...fields, presetId, isBuiltIn: false, createdAtMillis: now, updatedAtMillis: now };
  await new DynamoPresets(client, tables.catalogue).put('team_a', preset);
}

/** A job that nobody could pay, one that was refused and refunded, and one in the middle of its samples. */
async function writeJobs(client: DynamoDBDocumentClient, teamId: string): Promise<void> {
  const { jobs, charges, refunds } = moneyOn(client);
  const accepted = async (jobId: string, sampleCount = 1) => {
    const job = exampleJob({ jobId, teamId, sampleCount });
    await jobs.accept(job, exampleParams);
    return job;
  };
  await jobs.failUncharged((await accepted('job_unpaid')).jobId, shortfall, now);

  const refused = await accepted('job_refused');
  await charges.charge(refused, now);
  const cost = { microUsd: 40_000, isSuspected: true };
  await refunds.refund(refused.jobId, blocked, [{ ...blocked, sampleIndex: 0, cost }], now);
  await new DynamoLateSamples(client, tables.jobs).note({ jobId: refused.jobId, sampleIndex: 0 });

  const active = await accepted('job_active', 2);
  await charges.charge(active, now);
  const claims = new DynamoSampleClaims(client, tables.jobs);
  const claim = { holder: 'boot/worker', untilMillis: now + 1000 };
  for (const isFallback of [false, true]) {
    const sample = { jobId: active.jobId, sampleIndex: 0, isFallback };
    await claims.claim(sample, claim, now);
    await claims.release(sample, claim, 'attempt');
    await claims.claim(sample, claim, now);
    await claims.remember(sample, claim, { name: 'ModelRefused', message: 'No.' });
  }
}

/** A job with everything that one may have, whose pictures are published, searched and deleted. */
async function writeLibrary(client: DynamoDBDocumentClient, teamId: string): Promise<void> {
  const clock = new ManualClock();
  const { jobs, charges } = moneyOn(client);
  const plain = exampleJob({ jobId: 'job_done', teamId, sampleCount: 6, isPublic: true });
  const { model, provider, providerModel, ceilingSeconds, widthPixels, heightPixels } = plain;
  const plan = { model, provider, providerModel, ceilingSeconds, widthPixels, heightPixels };
  const drawn = { drawnAspectRatio: '16:9' as const, quality: 'high' };
  const job = { ...plain, ...drawn, requestedModel: 'alias', fallback: { ...plan, ...drawn } };
  const reference = { key: 'references/a.png', mimeType: 'image/png' as const };
  await jobs.accept(
    job,
    {
      ...exampleParams,
      presetId,
      negativePrompt: 'text',
      variables: { product: 'x' },
      references: [reference],
    },
    {
      keySha256Hex: 'ab',
      bodySha256Hex: 'cd',
      nowMillis: now,
      expiresAtMillis: now + 86_400_000,
      instead: null,
    },
  );
  await charges.charge(job, now);

  const kept: KeptImage = {
    ...picture(0),
    model: 'gpt-image-2',
    drawnAspectRatio: '3:2',
    costMicroUsd: 40_000,
    original: { mimeType: 'image/png', bytes: 9, hasContentCredentials: true },
  };
  const images = [kept, ...[1, 2, 3, 4].map(picture)];
  const lost = [{ code: 'provider_failed' as const, error: 'It failed.', sampleIndex: 5 }];
  const completions = new DynamoCompletions(client, tables, clock, smallGeometry);
  const ended = await completions.complete({ jobId: job.jobId, images, lost }, now);
  await new DynamoGalleryPublisher(client, tables, clock).publish(ended.job);

  const removals = new DynamoImageRemovals(client, tables, clock, smallGeometry);
  await removals.remove(teamId, job.samples[1]?.imageId ?? '');
  await new DynamoLibrary(client, tables.images, clock, smallGeometry).page({
    teamId,
    start: { newer: 0 },
    limit: 5,
    search: { text: 'รองเท้า', presetIds: new Set() },
  });
}
