import * as z from 'zod';
import type { Blueprint } from '../assembly/blueprint.ts';
import { logicalIdIn } from '../assembly/names.ts';
import type { EventSource } from './event-source.ts';

const mappingProperties = z.object({
  // A larger batch, or one without partial answers, would be another front than the one we have.
  BatchSize: z.literal(1),
  FunctionResponseTypes: z.tuple([z.literal('ReportBatchItemFailures')]),
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  ScalingConfig: z.object({ MaximumConcurrency: z.int().min(2) }),
});

const queueProperties = z.object({ VisibilityTimeout: z.int().default(30) });

/** The event source mappings of the templates. */
export function eventSourcesOf(
  blueprint: Blueprint,
  queueUrlOf: (queueName: string) => string,
): EventSource[] {
  const visibilityTimeouts = new Map(
    blueprint
      .all('AWS::SQS::Queue', queueProperties)
      .map(({ logicalId, properties }) => [logicalId, properties.VisibilityTimeout]),
  );
  return blueprint.all('AWS::Lambda::EventSourceMapping', mappingProperties).map(({ properties }) => ({
    functionName: logicalIdIn(properties.FunctionName),
    queueArn: properties.EventSourceArn,
    queueUrl: queueUrlOf(logicalIdIn(properties.EventSourceArn)),
    maxConcurrency: properties.ScalingConfig.MaximumConcurrency,
    visibilityTimeoutSeconds: visibilityTimeouts.get(logicalIdIn(properties.EventSourceArn)) ?? 30,
  }));
}
