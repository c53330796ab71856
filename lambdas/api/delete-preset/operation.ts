import type { Operation } from '../openapi/operation.ts';

export const deletePresetOperation: Operation = {
  operationId: 'deletePreset',
  tag: 'Presets',
  summary: 'Delete a preset. Pictures that were made from it keep its id.',
  needsKey: true,
  pathParameters: {
    presetId: { description: 'The `id` of a preset.', example: 'preset_product_shot' },
  },
  answer: { status: 204, description: 'It is gone.' },
  failures: ['method_not_allowed'],
};
