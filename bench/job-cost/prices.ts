/**
 * AWS's list prices in USD, the only place where they stand: us-east-1, on demand, without free tiers, as of the day of
 * each. What a company pays follows from its own bill and contract.
 */
export const prices = {
  dynamodb: { writeUnit: 0.625e-6, readUnit: 0.125e-6, asOf: '2024-11-01' },
  stepFunctions: { transition: 25e-6, asOf: '2026-11-01' },
  /** arm64. Memory that is reserved counts, not memory that is used; also while a function waits. */
  lambda: { gigabyteSecond: 13.3334e-6, request: 0.2e-6, asOf: '2026-11-01' },
  s3: { write: 5e-6, read: 0.4e-6, asOf: '2026-11-01' },
  sqs: { request: 0.4e-6, asOf: '2026-11-01' },
  apiGateway: { request: 3.5e-6, asOf: '2026-11-01' },
  logs: { gigabyteIngested: 0.5, gigabyteMonthStored: 0.03, asOf: '2026-11-01' },
  xray: { trace: 5e-6, asOf: '2026-11-01' },
  monthly: {
    alarm: 0.1,
    compositeAlarm: 0.5,
    dashboard: 3,
    customMetric: 0.3,
    secret: 0.4,
    webAcl: 5,
    webAclRule: 1,
    /** Per gigabyte of table. */
    tableStorage: 0.25,
    pointInTimeRecovery: 0.2,
    objectStorage: 0.023,
    asOf: '2026-11-01',
  },
} as const;

export type Prices = typeof prices;
