import type { Operation } from '../openapi/operation.ts';
import { listPresetsResponse } from './response.ts';

export const listPresetsOperation: Operation = {
  operationId: 'listPresets',
  tag: 'Presets',
  summary: "The team's presets and the built-in ones, by name.",
  needsKey: true,
  answer: { status: 200, description: 'All presets.', data: listPresetsResponse },
  failures: [],
};
