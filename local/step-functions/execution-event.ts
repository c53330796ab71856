import { account, region } from '../assembly/names.ts';
import type { ExecutionEnd } from './executions.ts';

/** What EventBridge says when an execution ends. */
export function executionEvent(end: ExecutionEnd): object {
  const { executionArn, stateMachineArn, name, status, input, output, error, cause } = end;
  return {
    version: '0',
    id: name,
    source: 'aws.states',
    'detail-type': 'Step Functions Execution Status Change',
    account,
    region,
    time: new Date(end.stoppedAtMillis ?? end.startedAtMillis).toISOString(),
    resources: [executionArn],
    detail: {
      executionArn,
      stateMachineArn,
      name,
      status,
      startDate: end.startedAtMillis,
      stopDate: end.stoppedAtMillis,
      input,
      output,
      error,
      cause,
    },
  };
}
