import type { Operation } from '../openapi/operation.ts';
import { presetResponse } from '../preset-answer.ts';
import { presetBody } from '../preset-body.ts';
import { presetExamples, presetNotes } from '../preset-examples.ts';

export const createPresetOperation: Operation = {
  operationId: 'createPreset',
  tag: 'Presets',
  summary: 'Make a preset.',
  description: presetNotes,
  needsKey: true,
  body: { schema: presetBody, examples: presetExamples },
  answer: {
    status: 201,
    description: 'The preset, with its id.',
    data: presetResponse,
    headers: { Location: 'Its address.' },
  },
  failures: [],
};
