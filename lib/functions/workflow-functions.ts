import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { chargeEnv } from '../../lambdas/workflow/charge/env.ts';
import { completeEnv } from '../../lambdas/workflow/complete/env.ts';
import { refundEnv } from '../../lambdas/workflow/refund/env.ts';
import { storeEnv } from '../../lambdas/workflow/store/env.ts';
import type { DataStack } from '../data-stack.ts';
import type { ProviderQueues } from '../queues/provider-queues.ts';
import type { Stage } from '../stages.ts';
import { timing } from '../workflow/timing.ts';
import { pictureObjects } from './picture-access.ts';
import { ServiceFunction } from './service-function.ts';
import { tableAccess } from './table-access.ts';

type WorkflowFunctionsProps = {
  readonly stage: Stage;
  readonly data: DataStack;
  readonly queues: ProviderQueues;
};

/** The functions behind the states of the workflow. */
export class WorkflowFunctions extends Construct {
  readonly lambdas: Readonly<Record<'charge' | 'store' | 'complete' | 'refund', LambdaFunction>>;

  constructor(scope: Construct, id: string, props: WorkflowFunctionsProps) {
    super(scope, id);
    this.lambdas = {
      charge: this.#charge(props),
      store: this.#store(props),
      complete: this.#complete(props),
      refund: this.#refund(props),
    };
  }

  #charge({ stage, data, queues }: WorkflowFunctionsProps): LambdaFunction {
    const { jobs, credits } = data.tables;
    const charge = new ServiceFunction(this, 'Charge', {
      stage,
      entry: 'workflow/charge',
      env: chargeEnv,
      environment: {
        JOBS_TABLE: jobs.tableName,
        CREDITS_TABLE: credits.tableName,
        PROVIDER_QUEUE_URLS: queues.urlsJson(),
        GENERATE_TIMEOUT_SECONDS: String(timing.generateTimeoutSeconds),
        STAGE: stage.name,
      },
      onFailure: 'new generations wait, then fail before any credit is taken.',
      timeoutSeconds: timing.moneyTimeoutSeconds,
      memoryMegabytes: 512,
    });
    charge.allow('MoveJob', [...tableAccess.look, ...tableAccess.change], [jobs.tableArn]);
    charge.allow(
      'TakeCredits',
      [...tableAccess.look, ...tableAccess.change, ...tableAccess.add],
      [credits.tableArn],
    );
    return charge.lambda;
  }

  #store({ stage, data }: WorkflowFunctionsProps): LambdaFunction {
    const store = new ServiceFunction(this, 'Store', {
      stage,
      entry: 'workflow/store',
      env: storeEnv,
      environment: {
        WORK_BUCKET: data.workBucket.bucketName,
        IMAGES_BUCKET: data.imagesBucket.bucketName,
        KEEP_ORIGINALS: stage.keepsOriginals ? 'on' : 'off',
      },
      onFailure: 'samples are lost and paid back, although the model made them.',
      timeoutSeconds: timing.storeTimeoutSeconds,
      memoryMegabytes: 1769,
      usesSharp: true,
    });
    store.allow('ReadOriginals', ['s3:GetObject'], [data.workBucket.arnForObjects('originals/*')]);
    store.allow('WritePictures', ['s3:PutObject'], pictureObjects(data.imagesBucket));
    return store.lambda;
  }

  #complete({ stage, data }: WorkflowFunctionsProps): LambdaFunction {
    const { jobs, credits, images } = data.tables;
    const complete = new ServiceFunction(this, 'Complete', {
      stage,
      entry: 'workflow/complete',
      env: completeEnv,
      environment: {
        JOBS_TABLE: jobs.tableName,
        CREDITS_TABLE: credits.tableName,
        IMAGES_TABLE: images.tableName,
        STAGE: stage.name,
      },
      onFailure: 'finished generations stay active, and are refunded within an hour and a half.',
      timeoutSeconds: timing.moneyTimeoutSeconds,
      memoryMegabytes: 512,
    });
    complete.allow('MoveJob', [...tableAccess.look, ...tableAccess.change], [jobs.tableArn]);
    complete.allow('ReturnPart', [...tableAccess.change, ...tableAccess.add], [credits.tableArn]);
    complete.allow(
      'FillLibrary',
      [...tableAccess.read, ...tableAccess.change, ...tableAccess.add],
      [images.tableArn],
    );
    return complete.lambda;
  }

  #refund({ stage, data }: WorkflowFunctionsProps): LambdaFunction {
    const { jobs, credits } = data.tables;
    const refund = new ServiceFunction(this, 'Refund', {
      stage,
      entry: 'workflow/refund',
      env: refundEnv,
      environment: { JOBS_TABLE: jobs.tableName, CREDITS_TABLE: credits.tableName, STAGE: stage.name },
      onFailure: 'failed generations stay active and keep their credits until they are settled.',
      timeoutSeconds: timing.moneyTimeoutSeconds,
      memoryMegabytes: 512,
    });
    refund.allow('MoveJob', [...tableAccess.look, ...tableAccess.change], [jobs.tableArn]);
    refund.allow('ReturnCredits', [...tableAccess.change, ...tableAccess.add], [credits.tableArn]);
    return refund.lambda;
  }
}
