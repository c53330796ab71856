import type { Operation } from '../openapi/operation.ts';
import { createGenerationBody, createGenerationQuery } from './request.ts';
import { createGenerationResponse } from './response.ts';

export const createGenerationOperation: Operation = {
  operationId: 'createGeneration',
  tag: 'Generations',
  summary: 'Make pictures from a prompt or a preset.',
  description: [
    'Charges the team, makes the pictures, and answers when they are there. What does not arrive is paid back.',
    '',
    'With `async=true` it answers at once; ask `GET /v0/images/generations/{jobId}` for the outcome. The job outlives the',
    'connection: whoever loses an answer finds the job in `GET /v0/images/generations`.',
    '',
    'So many calls may wait at once, over all teams. One more that would wait is answered 503 `overloaded` with `Retry-After`,',
    'before anything is charged; with `async=true` it is still accepted.',
    '',
    'A blind retry makes and charges another job: send an `Idempotency-Key` with what you might repeat.',
  ].join('\n'),
  needsKey: true,
  query: createGenerationQuery,
  requestHeaders: {
    'Idempotency-Key': {
      description:
        'The same key and body answer the same job for 24 hours, with `Idempotency-Replayed: true`, and charge once.',
      example: 'order-4711',
    },
    Prefer: {
      description:
        'How many seconds to wait, 1 to 180: when they pass first, the answer is the job as it stands. Makes an `async` model wait.',
      example: 'wait=60',
    },
  },
  body: {
    schema: createGenerationBody,
    examples: {
      prompt: {
        prompt: 'a serene mountain lake at sunrise',
        negativePrompt: 'watermark, text',
        variables: {},
        aspectRatio: '16:9',
        resolution: 'low',
        sampleCount: 1,
        modelVersion: 'sandbox',
        isPublic: false,
      },
      preset: {
        presetId: 'preset_travel_poster',
        variables: { destination: 'Chiang Mai', time_of_day: 'sunrise', color_count: 4 },
        resolution: 'low',
      },
      presetWithPrompt: {
        presetId: 'preset_storybook',
        prompt: 'a fox and a lighthouse keeper share their supper',
        variables: { mood: 'cosy' },
        resolution: 'low',
      },
      reference: {
        prompt: 'the same, as a watercolour',
        resolution: 'low',
        refImageBase64: [
          {
            mimeType: 'image/png',
            data: 'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR4nGM4EaCBFTEMLQkAaplQAc/OcKAAAAAASUVORK5CYII=',
          },
        ],
      },
    },
    multipart:
      "The same fields as text, `variables` and `refImage…` as JSON text; and the files of the preset's requirements: `<key>=@file`, or `<key>_0`, `<key>_1` and so on.",
  },
  answer: {
    status: 200,
    description: 'The job with its pictures; or, when nobody waits for them, the job as it stands.',
    data: createGenerationResponse,
    headers: {
      Location: 'Where to ask for the job, while it has not ended.',
      'Idempotency-Replayed': '`true` when an earlier request with the same key made the job.',
      'Preference-Applied': 'The `Prefer: wait` that was followed.',
      Deprecation: 'Since when the name of the model is deprecated (RFC 9745).',
      Sunset: 'When the name of the model ends (RFC 8594).',
    },
  },
  failures: [
    'unsupported_aspect_ratio',
    'unsupported_resolution',
    'unsupported_sample_count',
    'unsupported_reference_images',
    'unknown_model',
    'unknown_preset',
    'missing_variable',
    'unknown_variable',
    'invalid_variable',
    'reference_url_refused',
    'reference_fetch_failed',
    'reference_not_an_image',
    'insufficient_credits',
    'idempotency_key_reused',
    'content_blocked',
    'too_many_active_jobs',
    'provider_failed',
    'model_unavailable',
    'generation_timeout',
  ],
};
