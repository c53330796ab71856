import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  type SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { JobRunner, StartedJob } from '../../domain/jobs/job-runner.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';

/** Executions bear their job's id as name. Closed ones are known for 90 days. */
export class StepFunctionsJobRunner implements JobRunner {
  readonly #client: SFNClient;
  readonly #stateMachineArn: string;

  constructor(client: SFNClient, stateMachineArn: string) {
    this.#client = client;
    this.#stateMachineArn = stateMachineArn;
  }

  async start({ jobId, teamId, requestId }: StartedJob): Promise<'started' | 'already-started'> {
    const input = JSON.stringify({ jobId, teamId, requestId });
    try {
      await this.#client.send(
        new StartExecutionCommand({ stateMachineArn: this.#stateMachineArn, name: jobId, input }),
      );
      return 'started';
    } catch (error) {
      if (error instanceof ExecutionAlreadyExists) return 'already-started';
      throw new StoreUnavailable('start a workflow', { cause: error });
    }
  }

  async status(jobId: string): Promise<'running' | 'closed' | 'unknown'> {
    try {
      const execution = await this.#client.send(
        new DescribeExecutionCommand({ executionArn: this.#executionArn(jobId) }),
      );
      return execution.status === 'RUNNING' || execution.status === 'PENDING_REDRIVE' ? 'running' : 'closed';
    } catch (error) {
      if (error instanceof ExecutionDoesNotExist) return 'unknown';
      throw new StoreUnavailable('look at a workflow', { cause: error });
    }
  }

  async stop(jobId: string, reason: string): Promise<void> {
    try {
      await this.#client.send(
        new StopExecutionCommand({
          executionArn: this.#executionArn(jobId),
          error: 'PastDeadline',
          cause: reason,
        }),
      );
    } catch (error) {
      if (!(error instanceof ExecutionDoesNotExist)) {
        throw new StoreUnavailable('stop a workflow', { cause: error });
      }
    }
  }

  #executionArn(jobId: string): string {
    return `${this.#stateMachineArn.replace(':stateMachine:', ':execution:')}:${jobId}`;
  }
}
