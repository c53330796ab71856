import { dynamo, type Mutant } from './mutant.ts';

export const workers: readonly Mutant[] = [
  {
    name: 'claim a sample that another worker holds',
    file: `${dynamo}/sample-claims.ts`,
    find: "'attribute_not_exists(#claim)'",
    replace: "'attribute_exists(pk)'",
  },
  {
    name: 'ask a provider that bills again when a worker died',
    file: 'lambdas/queue/generate/draw-sample.ts',
    find: 'if (billsPerCall) {',
    replace: 'if (!billsPerCall) {',
  },
  {
    name: 'ask again when the answer was lost',
    file: 'lambdas/queue/generate/draw-sample.ts',
    find: '    default:\n      return lose(dependencies, drawn, task, claim);',
    replace:
      "    case 'ambiguous':\n      await claims.release(sample, claim, 'attempt');\n      return { result: 'later', afterSeconds: 1 };\n    default:\n      return lose(dependencies, drawn, task, claim);",
  },
  {
    name: 'pass a sample on to the fallback that may have been billed',
    file: 'lambdas/queue/generate/loss-of.ts',
    find: "return loss.name === 'ModelBusy' || loss.name === 'ModelUnavailable'",
    replace: "return loss.name !== 'ModelRefused'",
  },
  {
    name: 'store what no thumbnail goes with',
    file: 'lambdas/workflow/store/step.ts',
    find: 'originalKey, ...places, cropTo }',
    replace: 'originalKey, ...places, cropTo, thumbnailKey: places.storageKey }',
  },
];

export const leftovers: readonly Mutant[] = [
  {
    name: 'leave what was stored of lost pictures',
    file: 'lambdas/queue/settle/settle-job.ts',
    find: 'if (!has.has(index) || job',
    replace: 'if (job',
  },
  {
    name: 'take pictures away that are listed',
    file: 'lambdas/queue/settle/settle-job.ts',
    find: 'if (!has.has(index) || job.deletedImageIds.includes(imageId)) await pictures',
    replace: 'await pictures',
  },
  {
    name: 'look for no leftovers',
    file: 'lambdas/schedule/sweep/sweep-open-jobs.ts',
    find: 'openJobs.listLeftovers(clock.nowMillis() - lastWorkMillis)',
    replace: 'openJobs.listLeftovers(0)',
  },
];

export const late: readonly Mutant[] = [
  {
    name: 'pass a late picture over in silence',
    file: 'lambdas/queue/generate/late-answer.ts',
    find: 'await late.note(sample);',
    replace: '',
  },
];

export const keysAndSweeps: readonly Mutant[] = [
  {
    name: 'accept a second job under one key',
    file: `${dynamo}/job-store.ts`,
    find: "'attribute_not_exists(pk) OR expiresAtSeconds <= :now OR jobId = :instead'",
    replace:
      "'attribute_not_exists(pk) OR expiresAtSeconds <= :now OR jobId = :instead OR attribute_exists(pk)'",
  },
  {
    name: 'free a key whose job was charged',
    file: 'lambdas/api/create-generation/once-only.ts',
    find: "(job.status === 'failed' && job.chargedAtMillis === null)",
    replace: "job.status !== 'queued'",
  },
  {
    name: 'settle no job whose workflow is over',
    file: 'lambdas/schedule/sweep/sweep-open-jobs.ts',
    find: 'await requestSettlement(jobId);\n    report.settled',
    replace: 'report.settled',
  },
  {
    name: 'settle nothing that was paid',
    file: 'lambdas/queue/settle/settle-job.ts',
    find: "if (settled.status === 'active') await settlePaid(settled);",
    replace: "if (settled.status === 'completed') await settlePaid(settled);",
  },
];
