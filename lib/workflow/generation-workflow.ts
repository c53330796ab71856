import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import {
  CustomState,
  DefinitionBody,
  Fail,
  type IChainable,
  LogLevel,
  Map as MapState,
  Pass,
  StateMachine,
  StateMachineType,
  type TaskStateBase,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import { briefly, neverRepeat, sendAgain, stubbornly } from './retries.ts';
import { timing } from './timing.ts';

export type GenerationWorkflowProps = {
  readonly charge: IFunction;
  readonly store: IFunction;
  readonly complete: IFunction;
  readonly refund: IFunction;
  /** The queues that Charge may name in its payload; the machine may send to these and to no other. */
  readonly providerQueues: readonly IQueue[];
  readonly logRetentionDays: RetentionDays;
};

/**
 * One execution per job, named by the job's id. Only ids and sizes travel, and at most 200 letters of what
 * a provider said of a sample that it did not draw.
 *
 *  1. Charge: the job becomes active, the credits are taken.
 *     – too few credits, too many active jobs: the job has failed already; JobRefused.
 *     – anything else, for longer than the retries: the execution fails, and the settle queue hears of it.
 *  2. Samples, for each at once:
 *     a. Generate: a message with a task token goes to the provider's queue; its worker answers the token.
 *        – the model turned it away, proven uncharged, and the job has a fallback: GenerateElsewhere, the same with the
 *          fallback's queue.
 *     b. Store: WebP and thumbnail of the staged original; repeated alone.
 *     – whatever fails in a or b: SampleLost. A lost sample is an outcome, not a crash.
 *  3. Complete: the job keeps what arrived, the rest is paid back.
 *     – nothing arrived: Refund.
 *     – Complete fails to the end of its retries: the execution fails; settling completes from what is staged.
 *  4. Refund: the whole charge goes back, the job fails; JobFailed.
 *     – Refund fails to the end of its retries: the execution fails, and the settle queue hears of it.
 */
export class GenerationWorkflow extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, props: GenerationWorkflowProps) {
    super(scope, id);
    const refunded = this.#refund(props);
    const samples = this.#samples(props).addCatch(refunded, { resultPath: '$.failure' });
    const completed = this.#complete(props).addCatch(refunded, {
      errors: ['NoImageArrived'],
      resultPath: '$.failure',
    });

    this.stateMachine = new StateMachine(this, 'StateMachine', {
      stateMachineType: StateMachineType.STANDARD,
      comment: 'Charge, generate, store and complete one job; refund what did not arrive.',
      definitionBody: DefinitionBody.fromChainable(this.#charge(props).next(samples).next(completed)),
      timeout: Duration.seconds(timing.machineTimeoutSeconds),
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(this, 'Log', {
          retention: props.logRetentionDays,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ERROR,
        includeExecutionData: false,
      },
    });
    // A custom state brings no permissions of its own.
    this.stateMachine.addToRolePolicy(
      new PolicyStatement({
        sid: 'AskProviders',
        actions: ['sqs:SendMessage'],
        resources: props.providerQueues.map(({ queueArn }) => queueArn),
      }),
    );
  }

  #charge({ charge }: GenerationWorkflowProps): TaskStateBase {
    return step(this, 'Charge', charge)
      .addRetry(neverRepeat('ChargeRefused', 'UnknownJob'))
      .addRetry(briefly)
      .addCatch(new Fail(this, 'JobRefused', { error: 'ChargeRefused' }), { errors: ['ChargeRefused'] });
  }

  #samples(props: GenerationWorkflowProps): MapState {
    return new MapState(this, 'Samples', {
      itemsPath: '$.samples',
      itemSelector: {
        'jobId.$': '$.jobId',
        'teamId.$': '$.teamId',
        'requestId.$': '$.requestId',
        'queueUrl.$': '$.queueUrl',
        'fallbackQueueUrl.$': '$.fallbackQueueUrl',
        'messageGroupId.$': '$.messageGroupId',
        'generateTimeoutSeconds.$': '$.generateTimeoutSeconds',
        'sample.$': '$$.Map.Item.Value',
      },
      resultPath: '$.outcomes',
    }).itemProcessor(this.#oneSample(props));
  }

  #oneSample({ store }: GenerationWorkflowProps): IChainable {
    const sampleLost = new Pass(this, 'SampleLost', {
      parameters: { 'sampleIndex.$': '$.sample.sampleIndex', 'lost.$': '$.loss' },
    });
    const stored = step(this, 'Store', store)
      .addRetry(neverRepeat('UnreadableImage'))
      .addRetry(briefly)
      .addCatch(sampleLost, { resultPath: '$.loss' });

    const elsewhere = new CustomState(this, 'GenerateElsewhere', {
      stateJson: askProvider('$.fallbackQueueUrl', { isFallback: true }),
    })
      .addRetry(sendAgain)
      .addCatch(sampleLost, { resultPath: '$.loss' });
    const generate = new CustomState(this, 'Generate', {
      stateJson: askProvider('$.queueUrl', { isFallback: false }),
    })
      .addRetry(sendAgain)
      .addCatch(elsewhere, { errors: ['ModelPassedOn'], resultPath: '$.passedOn' })
      .addCatch(sampleLost, { resultPath: '$.loss' });
    elsewhere.next(stored);
    return generate.next(stored);
  }

  #complete({ complete }: GenerationWorkflowProps): TaskStateBase {
    return step(this, 'Complete', complete).addRetry(neverRepeat('NoImageArrived')).addRetry(stubbornly);
  }

  #refund({ refund }: GenerationWorkflowProps): IChainable {
    const failed = new Fail(this, 'JobFailed', {
      error: 'JobFailed',
      cause: 'The job was refunded; its item says why.',
    });
    return step(this, 'Refund', refund).addRetry(stubbornly).next(failed);
  }
}

/** A step's answer replaces the state; its retries are ours alone. */
function step(scope: Construct, id: string, lambdaFunction: IFunction): LambdaInvoke {
  return new LambdaInvoke(scope, id, {
    lambdaFunction,
    payloadResponseOnly: true,
    retryOnServiceExceptions: false,
  });
}

/** One state serves every provider: the queue, and how long to wait, come from what Charge answered. */
function askProvider(queueUrlPath: string, { isFallback }: { readonly isFallback: boolean }) {
  return {
    Type: 'Task',
    Resource: `arn:${Aws.PARTITION}:states:::sqs:sendMessage.waitForTaskToken`,
    Parameters: {
      'QueueUrl.$': queueUrlPath,
      'MessageGroupId.$': '$.messageGroupId',
      MessageBody: {
        'taskToken.$': '$$.Task.Token',
        'jobId.$': '$.jobId',
        'teamId.$': '$.teamId',
        'requestId.$': '$.requestId',
        'sampleIndex.$': '$.sample.sampleIndex',
        isFallback,
      },
    },
    TimeoutSecondsPath: '$.generateTimeoutSeconds',
    ResultPath: '$.original',
  };
}
