import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { HttpApi } from './api/http-api.ts';
import type { DataStack } from './data-stack.ts';
import { ApiFunctions } from './functions/api-functions.ts';
import { WorkerFunctions } from './functions/worker-functions.ts';
import { WorkflowFunctions } from './functions/workflow-functions.ts';
import { ProviderQueue } from './queues/provider-queue.ts';
import { Settlement } from './queues/settlement.ts';
import type { Stage } from './stages.ts';
import { GenerationWorkflow } from './workflow/generation-workflow.ts';

/** Pictures that the sandbox draws at once: it costs CPU only. */
const sandboxConcurrency = 16;

export type ServiceStackProps = StackProps & { readonly stage: Stage; readonly data: DataStack };

/** What may be replaced at any time: functions, workflow, queues and API. Wiring only. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, { stage, data, ...props }: ServiceStackProps) {
    super(scope, id, { ...props, description: `Darkroom ${stage.name}: what may be replaced` });

    const sandboxQueue = new ProviderQueue(this, 'SandboxQueue');
    const settlement = new Settlement(this, 'Settlement');

    const steps = new WorkflowFunctions(this, 'Workflow', { stage, data, sandboxQueue: sandboxQueue.queue });
    const { stateMachine } = new GenerationWorkflow(this, 'Generation', {
      ...steps.lambdas,
      providerQueues: [sandboxQueue.queue],
      logRetentionDays: stage.logRetentionDays,
    });
    const workers = new WorkerFunctions(this, 'Workers', {
      stage,
      data,
      stateMachine,
      sandboxQueue: sandboxQueue.queue,
      settleQueue: settlement.queue,
    });
    sandboxQueue.servedBy(workers.generateSandbox, sandboxConcurrency);
    settlement.servedBy(workers.settle);
    settlement.hearsOf(stateMachine);
    settlement.sweptBy(workers.sweep);

    const { functions, noRoute } = new ApiFunctions(this, 'Routes', { stage, data, stateMachine });
    const api = new HttpApi(this, 'Api', { stage, functions, noRoute });

    new CfnOutput(this, 'ApiUrl', { value: api.url });
  }
}
