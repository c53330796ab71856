import type { Shortfall } from '../figure.ts';

export const coldShortfall: Shortfall = {
  because:
    'the function talks to six services and checks forms, presets, models and prices: a client for each service, and some 150 schemas, are made before its first answer.',
  next: "make a service's client when it is first needed: most requests need no queue's backlog, no secret and no picture's bytes.",
};

export function warmShortfall(sdkCpuMillis: number): Shortfall {
  return {
    because: `one call of DynamoDB takes ${sdkCpuMillis.toFixed(2)} ms of CPU in the SDK (signing, hashing, HTTP), and most reads make two or three, an async POST five; two lines of log and parsing the event are some 0.3 ms more.`,
    next: "take several of a team's requests out of its bucket at once, which saves a read one call in two, and makes the count of 429 inexact.",
  };
}
