import { balanceRecord } from '../../../../../lambdas/adapters/dynamodb/balance-record.ts';
import { matchesRecord } from '../../../../../lambdas/adapters/dynamodb/found-matches.ts';
import {
  galleryRowRecord,
  imageRecord,
  libraryHeadRecord,
  libraryRowRecord,
  placesRecord,
} from '../../../../../lambdas/adapters/dynamodb/image-record.ts';
import {
  jobParamsRecord,
  jobRecord,
  keptOriginalRecord,
  onceRecord,
} from '../../../../../lambdas/adapters/dynamodb/job-record.ts';
import { apiKeyRecord } from '../../../../../lambdas/adapters/dynamodb/key-directory.ts';
import { ledgerEntryRecord } from '../../../../../lambdas/adapters/dynamodb/ledger-record.ts';
import { modelRecord } from '../../../../../lambdas/adapters/dynamodb/model-record.ts';
import {
  bitmapRecord,
  deletionsRecord,
  listHeadRecord,
} from '../../../../../lambdas/adapters/dynamodb/numbered-list.ts';
import { presetRecord } from '../../../../../lambdas/adapters/dynamodb/preset-record.ts';
import { providerStateRecord } from '../../../../../lambdas/adapters/dynamodb/provider-states.ts';
import { bucketRecord } from '../../../../../lambdas/adapters/dynamodb/request-limits.ts';
import { claimRecord, lossRecord } from '../../../../../lambdas/adapters/dynamodb/sample-claims.ts';
import { segmentRecord } from '../../../../../lambdas/adapters/dynamodb/search-segments.ts';
import { teamRecord } from '../../../../../lambdas/adapters/dynamodb/team-record.ts';
import type { EarlierItem } from './earlier-item.ts';

export const bytes = (base64: string) => Uint8Array.from(Buffer.from(base64, 'base64'));

const at = Date.UTC(2026, 9, 1);
const models = { model: 'sandbox', provider: 'sandbox', providerModel: 'sandbox' };
const size = { widthPixels: 512, heightPixels: 512 };
const failure = { code: 'content_blocked', error: 'Refused.', blocked: { stage: 'output', reason: 'x' } };

const row = {
  imageId: 'img_1',
  jobId: 'job_1',
  storageKey: 'generated/team-h/1.webp',
  width: 512,
  height: 512,
  bytes: 9000,
  presetId: null,
  modelVersion: 'sandbox',
  userPrompt: 'a lake',
  aspectRatio: '1:1',
  resolution: 'low',
  isPublic: true,
  createdAtMillis: at,
};
const { jobId: _, bytes: _bytes, presetId: _preset, userPrompt: _prompt, ...shown } = row;

/** A job of before there were fallbacks, trimmed ratios, qualities, costs and kept originals. */
const job = {
  jobId: 'job_1',
  teamId: 'team_1',
  status: 'completed',
  createdAtMillis: at,
  deadlineAtMillis: at,
  ...models,
  ...size,
  requestedModel: null,
  ceilingSeconds: 600,
  aspectRatio: '1:1',
  resolution: 'low',
  isPublic: false,
  unitCost: 1,
  cost: 2,
  samples: [
    { imageId: 'img_1', storageKey: 'generated/team-h/1.webp' },
    { imageId: 'img_2', storageKey: 'generated/team-h/2.webp' },
  ],
  chargedAtMillis: at,
  endedAtMillis: at,
  images: [{ sampleIndex: 0, width: 512, height: 512, bytes: 9000 }],
  lost: [{ ...failure, sampleIndex: 1 }],
  refunded: 1,
  failure: null,
};

/**
 * Items as earlier versions stored them, literally: none is changed when a shape changes, and one is added instead. Tables
 * hold them for years, and nobody rewrites them.
 */
export const earlierItems: readonly EarlierItem[] = [
  { what: 'a job without what came later', record: { jobRecord }, item: job },
  {
    what: 'a job whose pictures were deleted, and one that failed uncharged',
    record: { jobRecord },
    item: {
      ...job,
      status: 'failed',
      deletedImageIds: new Set(['img_1']),
      failure: { code: 'insufficient_credits', error: 'Too few.', shortfall: { required: 2, balance: 1 } },
    },
  },
  {
    what: 'what a job asks for',
    record: { jobParamsRecord },
    item: {
      userPrompt: 'a lake',
      prompt: 'a lake',
      negativePrompt: null,
      presetId: null,
      variables: { count: 2 },
      references: [{ key: 'references/1.png', mimeType: 'image/jpeg' }],
    },
  },
  {
    what: 'an original that is kept',
    record: { keptOriginalRecord },
    item: { mimeType: 'image/png', bytes: 9, hasContentCredentials: true },
  },
  {
    what: 'an Idempotency-Key',
    record: { onceRecord },
    item: { jobId: 'job_1', bodySha256Hex: 'ab', expiresAtSeconds: at / 1000 },
  },
  { what: 'a claim', record: { claimRecord }, item: { holder: 'worker', untilMillis: at } },
  { what: 'a loss', record: { lossRecord }, item: { name: 'ModelRefused', message: 'No.' } },
  {
    what: "a team's credits, with counters of a model",
    record: { balanceRecord },
    item: {
      teamId: 'team_1',
      balance: 9,
      charged: 2,
      refunded: 1,
      activeJobs: 0,
      activeJobsLimit: 100,
      createdAtMillis: at,
      'jobs#sandbox': 1,
      'images#sandbox': 1,
      'credits#sandbox': 1,
    },
  },
  ...[
    { id: 'grant_1', type: 'grant', amount: 10, jobId: null, reason: 'opening balance' },
    { id: 'charge_job_1', type: 'charge', amount: -2, jobId: 'job_1', reason: null },
    { id: 'refund_job_1', type: 'refund', amount: 1, jobId: 'job_1', reason: null },
  ].map((entry) => ({
    what: `a ${entry.type}`,
    record: { ledgerEntryRecord },
    item: { ...entry, createdAtMillis: at },
  })),
  { what: 'the head of a list', record: { listHeadRecord }, item: { lastSequence: 3 } },
  {
    what: 'the head of a library',
    record: { libraryHeadRecord },
    item: { lastSequence: 3, lastCreatedAtMillis: at },
  },
  { what: 'a row of a library', record: { libraryRowRecord }, item: row },
  { what: 'a row of the gallery', record: { galleryRowRecord }, item: shown },
  {
    what: 'a picture without provenance, in no list but the library',
    record: { imageRecord, placesRecord },
    item: { ...row, teamId: 'team_1', sequence: 1, prompt: 'a lake', variables: {} },
  },
  {
    what: 'the holes of a list',
    record: { deletionsRecord },
    item: { counts: bytes('AAIAAAEC'), deleted: 260 },
    reads: [2, 0, 258],
  },
  { what: 'a bitmap', record: { bitmapRecord }, item: { bits: bytes('AQI=') }, reads: bytes('AQI=') },
  { what: 'texts of a segment', record: { segmentRecord }, item: { version: 0, packed: bytes('AA==') } },
  { what: 'a segment without texts', record: { segmentRecord }, item: { version: 2 } },
  {
    what: 'what a search found',
    record: { matchesRecord },
    item: { version: '3-1', total: 3, packed: bytes('a2G/wcIIAA=='), expiresAtSeconds: at / 1000 },
  },
  {
    what: 'a team of before there were limits and defaults',
    record: { teamRecord },
    item: { teamId: 'team_1', teamHandle: 'h', name: 'Studio', createdAtMillis: at },
  },
  {
    what: 'a key',
    record: { apiKeyRecord },
    item: { teamId: 'team_1', createdAtMillis: at, revokedAtMillis: null },
  },
  {
    what: 'a preset',
    record: { presetRecord },
    item: {
      presetId: 'preset_shoe',
      createdAtMillis: at,
      updatedAtMillis: at,
      fields: {
        name: 'Shoe',
        template: '{{product}} {{prompt}}',
        requirements: [
          { key: 'product', type: 'text', required: true, maxLength: 100 },
          { key: 'count', type: 'number', required: false, min: 1, max: 9, default: 2 },
          { key: 'ground', type: 'select', required: false, options: ['marble'], default: 'marble' },
          { key: 'photo', type: 'file', required: true, multiple: true, maxFiles: 3 },
        ],
      },
    },
  },
  {
    what: 'a model',
    record: { modelRecord },
    item: { config: { id: 'plain', provider: 'sandbox', providerModel: 'plain', mode: 'sync' } },
  },
  {
    what: 'the state of a provider',
    record: { providerStateRecord },
    item: {
      version: 7,
      nextSlotMillis: at,
      pausedUntilMillis: 0,
      closures: [{ model: null, why: 'credentials', untilMillis: at }],
    },
  },
  { what: 'a bucket of requests', record: { bucketRecord }, item: { fullAtMillis: at, expiresAtSeconds: 1 } },
];
