import type { JobFailureCode } from '../../lambdas/domain/jobs/job-failure.ts';
import type { JobFacts } from './facts.ts';

/** What to do about a job that failed, by its code. */
const afterFailure: Readonly<Record<JobFailureCode, (facts: JobFacts) => string>> = {
  content_blocked: () =>
    'Nothing to mend here: the model refused what it was asked. The team changes its prompt or references.',
  provider_failed: ({ job: { provider } }) =>
    `See whether other jobs of ${provider} fail, too (saved query "Darkroom <stage>/Failures by code"; admin provider list; the provider's status page). If it is this one alone, the team asks again.`,
  model_unavailable: ({ job: { provider } }) =>
    `${provider} refuses our key, our bill or the model: "admin provider list" says which. When it is mended: "admin provider reopen --provider ${provider}".`,
  insufficient_credits: ({ job: { teamId } }) =>
    `The team asks for less, or gets more: "admin credits grant --team ${teamId} --amount … --reason …".`,
  too_many_active_jobs: ({ job: { teamId } }) =>
    `The team waits for its other jobs, or may run more: "admin team limits --team ${teamId} --active …".`,
  internal_error: () =>
    'A fault of ours: the lines of level ERROR below say where, with the stack; then "admin audit" says whether money and pictures are right.',
};

/** What whoever reads the story does next. */
export function nextStep(facts: JobFacts, nowMillis: number): string {
  const { job, pictures } = facts;
  switch (job.status) {
    case 'failed':
      return afterFailure[job.failure?.code ?? 'internal_error'](facts);
    case 'completed': {
      const isMissing = pictures.some(
        ({ sampleIndex, isDeleted, isStored, isInLibrary }) =>
          job.images.some((image) => image.sampleIndex === sampleIndex) &&
          !isDeleted &&
          !(isStored && isInLibrary),
      );
      if (isMissing) return 'A picture that the team paid for is not there: "admin audit", then the bucket.';
      return job.lost.length === 0
        ? 'Nothing.'
        : 'Nothing: what did not arrive is paid back. The lost samples below say why.';
    }
    case 'queued':
    case 'active':
      return job.deadlineAtMillis > nowMillis
        ? `Wait: it is worked on, or taken up again, until ${new Date(job.deadlineAtMillis).toISOString()}. What it waits for is the last thing below.`
        : 'It is past its deadline: the next sweep settles it, within 5 minutes. If not, look at the sweep function and at the dead letters of the settle queue.';
  }
}
