import type { SampleReplies } from '../../lambdas/domain/generation/sample-replies.ts';
import type { JobRunner } from '../../lambdas/domain/jobs/job-runner.ts';
import { asStore } from './as-store.ts';
import type { SimulatedProcess } from './process.ts';
import { StateError, type WorkflowEngine } from './workflow-engine.ts';

export function runnerOf(process: SimulatedProcess, engine: WorkflowEngine): JobRunner {
  return {
    start: (job) =>
      process.call('start execution', () => engine.start(job.jobId, job)).catch(asStore('start')),
    status: (jobId) => process.call('describe execution', () => engine.status(jobId)).catch(asStore('look')),
    stop: (jobId) => process.call('stop execution', () => engine.stop(jobId)).catch(asStore('stop')),
  };
}

export function repliesOf(process: SimulatedProcess, engine: WorkflowEngine): SampleReplies {
  return {
    arrived: (token, value) =>
      process.call('answer token', () => engine.answer(token, { value })).catch(asStore('answer')),
    lost: (token, { name, message }) =>
      process
        .call('answer token', () => engine.answer(token, { error: new StateError(name, message) }))
        .catch(asStore('answer')),
  };
}
