import { dynamo, type Mutant } from './mutant.ts';

export const charge: readonly Mutant[] = [
  {
    name: 'charge whatever state the job is in',
    file: `${dynamo}/charges.ts`,
    find: 'ConditionExpression: guard.condition,',
    replace: "ConditionExpression: 'attribute_exists(pk)',",
  },
  {
    name: 'charge without looking at the balance',
    file: `${dynamo}/charges.ts`,
    find: 'balance >= :cost AND activeJobs',
    replace: 'activeJobs',
  },
  {
    name: 'charge the price of one image for all',
    file: `${dynamo}/charges.ts`,
    find: "':cost': job.cost, ':minusCost': -job.cost",
    replace: "':cost': job.unitCost, ':minusCost': -job.unitCost",
  },
  {
    name: 'charge without counting the active job',
    file: `${dynamo}/charges.ts`,
    find: 'activeJobs :one, #jobsOfModel',
    replace: '#jobsOfModel',
  },
  {
    name: 'charge without counting the model',
    file: `${dynamo}/charges.ts`,
    find: ', #creditsOfModel :cost',
    replace: '',
  },
  {
    name: 'charge without a ledger entry',
    file: `${dynamo}/charges.ts`,
    find: "jobLedgerEntry('charge', job.jobId, job.cost, nowMillis)",
    replace: "jobLedgerEntry('refund', job.jobId, job.cost, nowMillis)",
  },
  {
    name: 'write charges with the wrong sign',
    file: `${dynamo}/ledger-record.ts`,
    find: "type === 'charge' ? -credits : credits",
    replace: 'credits',
  },
];

export const refund: readonly Mutant[] = [
  {
    name: 'refund whatever state the job is in',
    file: `${dynamo}/refunds.ts`,
    find: "ConditionExpression: '#status = :active',",
    replace: "ConditionExpression: 'attribute_exists(pk) AND :active = :active',",
  },
  {
    name: 'refund without paying back',
    file: `${dynamo}/refunds.ts`,
    find: "'ADD balance :cost, refunded",
    replace: "'ADD refunded",
  },
  {
    name: 'refund without freeing the active job',
    file: `${dynamo}/refunds.ts`,
    find: 'activeJobs :minusOne, #credits',
    replace: '#credits',
  },
  {
    name: 'refund without counting it',
    file: `${dynamo}/refunds.ts`,
    find: 'balance :cost, refunded :cost,',
    replace: 'balance :cost,',
  },
  {
    name: 'refund without counting the model',
    file: `${dynamo}/refunds.ts`,
    find: ', #creditsOfModel :minusCost',
    replace: '',
  },
  {
    name: 'refund without saying so in the job',
    file: `${dynamo}/refunds.ts`,
    find: 'lost = :lost, refunded = :cost,',
    replace: 'lost = :lost,',
  },
  {
    name: 'fail a job as unpaid whatever state it is in',
    file: `${dynamo}/job-store.ts`,
    find: "ConditionExpression: '#status = :queued',",
    replace: "ConditionExpression: 'attribute_exists(pk) AND :queued = :queued',",
  },
];
