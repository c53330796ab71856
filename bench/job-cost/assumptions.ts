/**
 * What the bench of libraries measured last, as docs/decisions/0014 has it. Whoever measures again changes both, and writes
 * docs/cost.md anew.
 */
export const searchOf100k = {
  /** The first search of 100,000 pictures for a common text, writes at five read units each. */
  firstUnits: 853,
  nextPageUnits: 9.5,
} as const;

/** What a laptop cannot count of a job in AWS, on the dear side. The page of costs says so beside its figures. */
export const assumed = {
  /** How long the provider takes for its picture. */
  providerWaitMillis: 20_000,
  /** Until a waiting call has its answer when the provider has given its: the rest of the workflow, and half a poll. */
  restOfWorkflowMillis: 1500,
  /** How often a call reads its job in these 21.5 s; a test holds it against the code that waits. */
  polls: 26,
  /** What a function is busy with itself, warm: the bench shows what it took here, where stores answer sooner. */
  busyMillis: {
    // In 256 MB, a seventh of a core: 16 ms of processor, measured here, take 110; the rest are its calls of stores.
    RoutesCreateGeneration: 250,
    WorkflowCharge: 60,
    /** With a seventh of a CPU, 2.5 MB and no references took 0.2 to 0.4 s beside the waiting, and 0.8 s the first time. */
    worker: 1500,
    WorkflowStore: 400,
    WorkflowComplete: 100,
  },
  /** Lines of the functions, of Lambda itself and of the API, in all. */
  logBytes: 10_000,
  /** X-Ray takes the first request of each second and 5 % of the others: with few requests, every one. */
  traces: 1,
} as const;
