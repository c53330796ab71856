import { expect, it } from 'vitest';
import {
  chargedPayload,
  drawnPayload,
  generatedPayload,
  lostPayload,
  originalPayload,
  queuedPayload,
  refundPayload,
  sampleRequestPayload,
  settlePayload,
  storedPayload,
} from '../../../lambdas/workflow/payloads.ts';

const queued = { jobId: 'job_1', teamId: 'team_1' };
const sample = { sampleIndex: 0, storageKey: 'generated/1.webp', thumbnailKey: 'thumbnails/1.webp' };
const original = { originalKey: 'originals/1', mimeType: 'image/png' };
const stored = { sampleIndex: 0, stored: { width: 512, height: 512, bytes: 9000 } };
const lost = { sampleIndex: 1, lost: { Error: 'ModelRefused', Cause: '{}' } };
const charged = {
  ...queued,
  queueUrl: 'https://queue/1',
  messageGroupId: 'team_1',
  generateTimeoutSeconds: 60,
  samples: [sample],
};

/**
 * As the version before the first release sent them, literally: none is changed when a payload changes, and one is added.
 * Executions keep the definition with which they began, and messages their text, for as long as a job may take; functions
 * are replaced under them.
 */
it.each([
  ['Charge', queuedPayload, queued],
  ['the samples', chargedPayload, charged],
  ['a worker', sampleRequestPayload, { ...queued, taskToken: 't', sampleIndex: 0 }],
  ["a worker's answer", originalPayload, original],
  ['Store', generatedPayload, { ...queued, sample, original }],
  ['a stored sample', storedPayload, stored],
  ['a lost sample', lostPayload, lost],
  ['Complete', drawnPayload, { ...charged, outcomes: [stored, lost] }],
  ['Refund', refundPayload, { ...charged, failure: { Error: 'States.Timeout' } }],
  ['Settle', settlePayload, { jobId: 'job_1' }],
])(
  'what an earlier version sends to %s is understood: it is on its way while functions are replaced',
  (_, payload, sent) => {
    const message =
      'an execution or a message of the version before would fail. Give what is new a default: docs/deploy.md, "Stored data"';

    expect(payload.safeParse(sent).error?.issues ?? [], message).toEqual([]);
  },
);
