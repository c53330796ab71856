import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { settleEnv } from '../../lambdas/queue/settle/env.ts';
import { auditBalancesEnv } from '../../lambdas/schedule/audit-balances/env.ts';
import { sweepEnv } from '../../lambdas/schedule/sweep/env.ts';
import type { DataStack } from '../data-stack.ts';
import { Settlement } from '../queues/settlement.ts';
import type { Stage } from '../stages.ts';
import { seeThatNothingIsThere } from './object-access.ts';
import { pictureObjects } from './picture-access.ts';
import { ServiceFunction } from './service-function.ts';
import { tableAccess } from './table-access.ts';

type WorkerFunctionsProps = {
  readonly stage: Stage;
  readonly data: DataStack;
  readonly stateMachine: StateMachine;
  readonly settleQueue: Queue;
};

/** The functions that end jobs whose workflow ended badly, and the one that looks whether money is right. */
export class WorkerFunctions extends Construct {
  readonly settle: LambdaFunction;
  readonly sweep: LambdaFunction;
  readonly auditBalances: LambdaFunction;

  constructor(scope: Construct, id: string, props: WorkerFunctionsProps) {
    super(scope, id);
    this.settle = this.#settle(props);
    this.sweep = this.#sweep(props);
    this.auditBalances = this.#auditBalances(props);
  }

  #settle({ stage, data }: WorkerFunctionsProps): LambdaFunction {
    const { jobs, credits, images } = data.tables;
    const settle = new ServiceFunction(this, 'Settle', {
      stage,
      entry: 'queue/settle',
      env: settleEnv,
      environment: {
        JOBS_TABLE: jobs.tableName,
        CREDITS_TABLE: credits.tableName,
        IMAGES_TABLE: images.tableName,
        WORK_BUCKET: data.workBucket.bucketName,
        IMAGES_BUCKET: data.imagesBucket.bucketName,
        KEEP_ORIGINALS: stage.keepsOriginals ? 'on' : 'off',
        STAGE: stage.name,
      },
      onFailure: 'jobs whose workflow broke stay active and keep their credits.',
      timeoutSeconds: Settlement.settleTimeoutSeconds,
      memoryMegabytes: 1769,
      usesSharp: true,
    });
    settle.allow('MoveJob', [...tableAccess.look, ...tableAccess.change], [jobs.tableArn]);
    settle.allow('ReturnCredits', [...tableAccess.change, ...tableAccess.add], [credits.tableArn]);
    settle.allow(
      'FillLibrary',
      [...tableAccess.read, ...tableAccess.change, ...tableAccess.add],
      [images.tableArn],
    );
    settle.allow('ReadOriginals', ['s3:GetObject'], [data.workBucket.arnForObjects('originals/*')]);
    seeThatNothingIsThere(settle, 'SeeThatNoOriginalIsThere', data.workBucket, 'originals/*');
    settle.allow('WritePictures', ['s3:PutObject'], pictureObjects(data.imagesBucket));
    settle.allow('RemoveLeftovers', ['s3:DeleteObject'], pictureObjects(data.imagesBucket));
    return settle.lambda;
  }

  #sweep({ stage, data, stateMachine, settleQueue }: WorkerFunctionsProps): LambdaFunction {
    const { jobs } = data.tables;
    const sweep = new ServiceFunction(this, 'Sweep', {
      stage,
      entry: 'schedule/sweep',
      env: sweepEnv,
      environment: {
        JOBS_TABLE: jobs.tableName,
        STATE_MACHINE_ARN: stateMachine.stateMachineArn,
        SETTLE_QUEUE_URL: settleQueue.queueUrl,
        STAGE: stage.name,
      },
      onFailure: 'jobs that lost their workflow stay open; all others go on.',
      timeoutSeconds: 240,
      memoryMegabytes: 512,
    });
    sweep.allow('ReadJob', tableAccess.look, [jobs.tableArn]);
    sweep.allow('FindOpenJobs', ['dynamodb:Query'], [`${jobs.tableArn}/index/open-by-deadline`]);
    sweep.allow('StartJob', ['states:StartExecution'], [stateMachine.stateMachineArn]);
    sweep.allow(
      'LookAndStop',
      ['states:DescribeExecution', 'states:StopExecution'],
      // One execution per job: its name is not known at synthesis.
      [executionsOf(stateMachine)],
    );
    sweep.allow('AskForSettlement', ['sqs:SendMessage'], [settleQueue.queueArn]);
    return sweep.lambda;
  }

  #auditBalances({ stage, data }: WorkerFunctionsProps): LambdaFunction {
    const { credits } = data.tables;
    const audit = new ServiceFunction(this, 'AuditBalances', {
      stage,
      entry: 'schedule/audit-balances',
      env: auditBalancesEnv,
      environment: { CREDITS_TABLE: credits.tableName, STAGE: stage.name },
      onFailure: 'nobody notices a balance that is wrong; nothing else changes.',
      // A million entries take a minute; of ten million, this is the end.
      timeoutSeconds: 900,
      memoryMegabytes: 512,
    });
    audit.allow('CompareBalances', ['dynamodb:Scan', ...tableAccess.list], [credits.tableArn]);
    return audit.lambda;
  }
}

function executionsOf({ stateMachineName, stack }: StateMachine): string {
  return `arn:${stack.partition}:states:${stack.region}:${stack.account}:execution:${stateMachineName}:*`;
}
