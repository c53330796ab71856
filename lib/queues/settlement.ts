import { Duration } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { settleConcurrency } from '../concurrency.ts';
import { timing } from '../workflow/timing.ts';

/** Ten pictures of 4k may have to be stored again, one after the other. */
const settleTimeoutSeconds = 240;
/** Six times the function's timeout, as AWS advises; after a crash the next sweep asks again before that. */
const visibilitySeconds = 6 * settleTimeoutSeconds;

/**
 * Ends jobs whose workflow ended badly. The rule hears of ended executions, on a best effort; the sweep makes it
 * certain. Both send `{ "jobId": … }`; an execution's name is its job's id.
 */
export class Settlement extends Construct {
  static readonly settleTimeoutSeconds = settleTimeoutSeconds;
  readonly queue: Queue;
  /** What could not be settled in ten tries. */
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(visibilitySeconds),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 10 },
    });
  }

  servedBy(settle: LambdaFunction): void {
    settle.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: 1,
        maxConcurrency: settleConcurrency,
        reportBatchItemFailures: true,
      }),
    );
  }

  hearsOf(stateMachine: StateMachine): void {
    new Rule(this, 'EndedBadly', {
      description: 'Executions that failed, timed out or were stopped: their jobs are settled.',
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: {
          stateMachineArn: [stateMachine.stateMachineArn],
          status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
        },
      },
      targets: [
        new SqsQueue(this.queue, {
          message: RuleTargetInput.fromObject({ jobId: EventField.fromPath('$.detail.name') }),
        }),
      ],
    });
  }

  sweptBy(sweep: LambdaFunction): void {
    new Rule(this, 'Sweep', {
      description: 'Looks for jobs that nobody works on.',
      schedule: Schedule.rate(Duration.minutes(timing.sweepIntervalMinutes)),
      targets: [new LambdaTarget(sweep)],
    });
  }
}
