import type { Failure } from '../http/failure.ts';

/** Built-in presets can be read by every team, so to say that there is none would be odd. */
export const readOnlyPreset: Failure = {
  code: 'method_not_allowed',
  error: 'A built-in preset cannot be changed. Make one of your own with POST /v0/presets.',
  allow: ['GET'],
};
