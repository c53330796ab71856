import type { Operation } from '../openapi/operation.ts';
import { presetResponse } from '../preset-answer.ts';

export const getPresetOperation: Operation = {
  operationId: 'getPreset',
  tag: 'Presets',
  summary: 'One preset.',
  needsKey: true,
  pathParameters: {
    presetId: { description: 'The `id` of a preset.', example: 'preset_product_shot' },
  },
  answer: { status: 200, description: 'The preset.', data: presetResponse },
  failures: [],
};
