import type { Shortfall } from '../figure.ts';

/** Of POST, the one function that has so much to make before it can answer. */
export const coldShortfallOfPost: Shortfall = {
  because:
    'it talks to as many services as all other routes together, and checks forms, presets, models and prices: their clients and schemas are made before its first answer.',
  next: "make a service's client when it is first needed: most requests need no queue's backlog, no secret and no picture's bytes.",
};

/** Of the others: near the goal, and some over it by a few hundredths, more on an idle machine than on a busy one. */
export const coldShortfall: Shortfall = {
  because:
    "beside Node's own start it compiles its bundle, loads Node's https, tls and crypto, makes its schemas and a client, and makes that client's first call: each some 10 to 25 ms (docs/performance.md).",
  next: 'a smaller client: what is left of the bundle is two thirds SDK and a quarter zod.',
};

export function warmShortfall(sdkCpuMillis: number): Shortfall {
  return {
    because: `one call of DynamoDB takes ${sdkCpuMillis.toFixed(2)} ms of CPU in the SDK (signing, hashing, HTTP): a read makes two or three of them, an async POST four and one of Step Functions.`,
    next: "take several of a team's requests out of its bucket at once, which saves a read one call in two, and makes the count of 429 inexact.",
  };
}
