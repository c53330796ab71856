import type { Operation } from '../openapi/operation.ts';
import { presetResponse } from '../preset-answer.ts';
import { presetBody } from '../preset-body.ts';
import { presetExamples, presetNotes } from '../preset-examples.ts';

export const putPresetOperation: Operation = {
  operationId: 'putPreset',
  tag: 'Presets',
  summary: 'Replace a preset.',
  description: presetNotes,
  needsKey: true,
  pathParameters: {
    presetId: { description: 'The `id` of a preset.', example: 'preset_product_shot' },
  },
  body: { schema: presetBody, examples: presetExamples },
  answer: { status: 200, description: 'The preset.', data: presetResponse },
  failures: ['method_not_allowed'],
};
