import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { HttpApi } from './api/http-api.ts';
import { sandboxConcurrency } from './concurrency.ts';
import type { DataStack } from './data-stack.ts';
import { ApiFunctions } from './functions/api-functions.ts';
import { GenerateFunctions } from './functions/generate-functions.ts';
import { referenceFunction } from './functions/reference-function.ts';
import { WorkerFunctions } from './functions/worker-functions.ts';
import { WorkflowFunctions } from './functions/workflow-functions.ts';
import { auditDaily, checkModelsDaily } from './monitoring/daily-checks.ts';
import { Monitoring } from './monitoring/monitoring.ts';
import { saveQueries } from './monitoring/saved-queries.ts';
import { billedProviders } from './providers.ts';
import { ProviderQueues } from './queues/provider-queues.ts';
import { Settlement } from './queues/settlement.ts';
import type { Stage } from './stages.ts';
import { GenerationWorkflow } from './workflow/generation-workflow.ts';

export type ServiceStackProps = StackProps & { readonly stage: Stage; readonly data: DataStack };

/** What may be replaced at any time: functions, workflow, queues and API. Wiring only. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, { stage, data, ...props }: ServiceStackProps) {
    super(scope, id, { ...props, description: `Darkroom ${stage.name}: what may be replaced` });

    const queues = new ProviderQueues(this, 'Queues');
    const settlement = new Settlement(this, 'Settlement');

    const steps = new WorkflowFunctions(this, 'Workflow', { stage, data, queues });
    const workflow = new GenerationWorkflow(this, 'Generation', {
      ...steps.lambdas,
      providerQueues: queues.all.map(({ queue }) => queue),
      logRetentionDays: stage.logRetentionDays,
    });
    const { stateMachine } = workflow;
    const generate = new GenerateFunctions(this, 'Generate', { stage, data, stateMachine, queues });
    queues.byProvider.sandbox.servedBy(generate.byProvider.sandbox, sandboxConcurrency);
    for (const provider of billedProviders) {
      const { concurrency } = stage.providers[provider];
      queues.byProvider[provider].servedBy(generate.byProvider[provider], concurrency);
      checkModelsDaily(this, provider, generate.byProvider[provider]);
    }
    const workers = new WorkerFunctions(this, 'Workers', {
      stage,
      data,
      stateMachine,
      settleQueue: settlement.queue,
    });
    settlement.servedBy(workers.settle);
    settlement.hearsOf(stateMachine);
    settlement.sweptBy(workers.sweep);

    auditDaily(this, workers.auditBalances);

    const { lambda: keepReferences } = referenceFunction(this, { stage, data });
    const { functions, noRoute } = new ApiFunctions(this, 'Routes', {
      stage,
      data,
      queues,
      stateMachine,
      keepReferences,
    });
    const api = new HttpApi(this, 'Api', { stage, functions, noRoute });

    const { settle, sweep, auditBalances } = workers;
    new Monitoring(this, 'Monitoring', {
      stage,
      data,
      api,
      workflow,
      queues,
      settlement,
      functions: {
        create: functions['api/create-generation'].lambda,
        references: keepReferences,
        poll: functions['api/get-generation'].lambda,
        library: functions['api/list-library'].lambda,
        download: functions['api/download-image'].lambda,
        ...steps.lambdas,
        ...generate.byProvider,
        settle,
        sweep,
        auditBalances,
      },
      guardians: { refund: steps.lambdas.refund, settle, sweep },
      audit: auditBalances,
    });

    saveQueries(this, stage, [
      ...Object.values(functions).map(({ lambda }) => lambda),
      noRoute.lambda,
      keepReferences,
      ...Object.values(steps.lambdas),
      ...Object.values(generate.byProvider),
      settle,
      sweep,
      auditBalances,
    ]);

    new CfnOutput(this, 'ApiUrl', { value: api.url });
  }
}
