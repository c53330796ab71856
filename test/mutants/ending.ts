import { dynamo, type Mutant } from './mutant.ts';

export const complete: readonly Mutant[] = [
  {
    name: 'complete whatever state the job is in',
    file: `${dynamo}/completion-items.ts`,
    find: 'ConditionExpression: guard.condition,',
    replace: "ConditionExpression: 'attribute_exists(pk)',",
  },
  {
    name: 'complete without freeing the active job',
    file: `${dynamo}/completion-items.ts`,
    find: 'ADD activeJobs :minusOne, balance',
    replace: 'ADD balance',
  },
  {
    name: 'complete without paying the lost samples back',
    file: `${dynamo}/completion-items.ts`,
    find: 'balance :part, refunded',
    replace: 'refunded',
  },
  {
    name: 'complete without a ledger entry for the lost samples',
    file: `${dynamo}/completion-items.ts`,
    find: 'completed.refunded === 0\n',
    replace: 'completed.refunded >= 0\n',
  },
  {
    name: 'complete without counting the model',
    file: `${dynamo}/completion-items.ts`,
    find: ', #creditsOfModel :minusPart',
    replace: '',
  },
  {
    name: 'pay one sample too much back',
    file: 'lambdas/domain/jobs/completed-job.ts',
    find: 'costOf(job.unitCost, missing)',
    replace: 'costOf(job.unitCost, missing + 1)',
  },
  {
    name: 'keep the price of lost samples',
    file: 'lambdas/domain/jobs/completed-job.ts',
    find: 'missing === 0 ? 0 :',
    replace: 'missing >= 0 ? 0 :',
  },
  {
    name: 'take sequence numbers that another job took',
    file: `${dynamo}/numbered-list.ts`,
    find: "'lastSequence = :seen'",
    replace: "'lastSequence = :seen OR attribute_exists(pk)'",
  },
  {
    name: 'list no pictures',
    file: `${dynamo}/library-items.ts`,
    find: '{ ...keys.listRow(lists.library(teamId), sequence), ...row },',
    replace: '',
  },
  {
    name: 'complete before anything arrived',
    file: 'lambdas/workflow/complete/step.ts',
    find: 'if (images.length === 0) throw',
    replace: 'if (images.length > 99) throw',
  },
  {
    name: 'publish no picture',
    file: `${dynamo}/gallery-publisher.ts`,
    find: 'isPublic && gallerySequence === null',
    replace: '!isPublic && gallerySequence === null',
  },
];
