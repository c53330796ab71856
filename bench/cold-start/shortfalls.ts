import type { Shortfall } from '../figure.ts';

/** Of POST, the one function that has so much to make before it can answer. */
export const coldShortfallOfPost: Shortfall = {
  because:
    'it talks to as many services as all other routes together, and checks forms, presets, models and prices: their clients and schemas are made before its first answer.',
  next: "make a service's client when it is first needed: most requests need no queue's backlog, no secret and no picture's bytes.",
};

export function warmShortfall(sdkCpuMillis: number): Shortfall {
  return {
    because: `one call of DynamoDB takes ${sdkCpuMillis.toFixed(2)} ms of CPU in the SDK (signing, hashing, HTTP): a read makes two or three of them, an async POST four and one of Step Functions.`,
    next: "take several of a team's requests out of its bucket at once, which saves a read one call in two, and makes the count of 429 inexact.",
  };
}
