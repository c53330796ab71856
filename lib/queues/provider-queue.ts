import { Duration } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { timing } from '../workflow/timing.ts';

/**
 * Where the samples of one provider wait for their turn. No dead-letter queue: putting a sample back counts as a receipt,
 * so a limit of receipts would lose samples that only wait; the wait ends with the execution's own timeout. Messages of
 * one team share a group, so that SQS can keep a noisy team from delaying the others.
 */
export class ProviderQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(timing.messageVisibilitySeconds),
      retentionPeriod: Duration.seconds(timing.messageRetentionSeconds),
    });
  }

  /** One sample an invocation, and no more invocations at once than the provider serves. At least 2, as SQS wants. */
  servedBy(worker: LambdaFunction, providerConcurrency: number): void {
    worker.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: 1,
        maxConcurrency: providerConcurrency,
        reportBatchItemFailures: true,
      }),
    );
  }
}
