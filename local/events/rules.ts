import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { Blueprint } from '../assembly/blueprint.ts';
import { logicalIdIn } from '../assembly/names.ts';
import type { FunctionHost } from '../lambda/invocation.ts';
import { eventPattern, matchesPattern, valueAt } from './event-pattern.ts';
import { intervalMillis } from './schedule-expression.ts';

const target = z.object({
  Arn: z.string().regex(/^arn:aws:(sqs|lambda):/, 'the laptop knows queues and functions as targets'),
  InputTransformer: z
    .object({ InputPathsMap: z.record(z.string(), z.string()).default({}), InputTemplate: z.string() })
    .optional(),
});

const ruleProperties = z.object({
  EventPattern: eventPattern.optional(),
  ScheduleExpression: z.string().optional(),
  Targets: z.array(target),
});

type Target = z.output<typeof target>;

type Dependencies = {
  readonly blueprint: Blueprint;
  readonly queueUrlOf: (queueName: string) => string;
  readonly sqs: SQSClient;
  readonly functions: FunctionHost;
  readonly warn: (message: string) => void;
  /** How long after the start what is due daily runs first. */
  readonly dailyAfterMillis?: number | undefined;
};

const dayMillis = 86_400_000;
/** What is not urgent does not stand in the way of whoever just started the stack. */
const usualRestMillis = 60_000;

const scheduledEvent = { source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} };

/** The rules of the templates: on events of ours, and on time. */
export function rulesOf({
  blueprint,
  queueUrlOf,
  sqs,
  functions,
  warn,
  dailyAfterMillis = usualRestMillis,
}: Dependencies) {
  const rules = blueprint.all('AWS::Events::Rule', ruleProperties).map(({ properties }) => properties);
  const timers: NodeJS.Timeout[] = [];

  return {
    /** Also runs every schedule once, now or, what is daily, in a minute: what was due while nothing ran is made up for. */
    startSchedules(): void {
      for (const { ScheduleExpression, Targets } of rules) {
        if (ScheduleExpression === undefined) continue;
        const fire = () => void deliver(Targets, scheduledEvent);
        const interval = intervalMillis(ScheduleExpression);
        timers.push(setInterval(fire, interval));
        if (interval < dayMillis) fire();
        else timers.push(setTimeout(fire, dailyAfterMillis));
      }
    },
    /** Hands an event to every rule whose pattern it matches. */
    publish(event: object): void {
      for (const { EventPattern, Targets } of rules) {
        if (EventPattern !== undefined && matchesPattern(EventPattern, event)) void deliver(Targets, event);
      }
    },
    stop(): void {
      for (const timer of timers) clearInterval(timer);
    },
  };

  async function deliver(targets: readonly Target[], event: object): Promise<void> {
    for (const { Arn, InputTransformer } of targets) {
      const input =
        InputTransformer === undefined ? JSON.stringify(event) : transform(InputTransformer, event);
      try {
        await deliverTo(Arn, input);
      } catch (error) {
        warn(`An event could not be delivered to ${logicalIdIn(Arn)}: ${String(error)}`);
      }
    }
  }

  async function deliverTo(arn: string, input: string): Promise<void> {
    const name = logicalIdIn(arn);
    if (arn.startsWith('arn:aws:sqs:')) {
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrlOf(name), MessageBody: input }));
      return;
    }
    const answer = await functions.invoke(name, input);
    if (!answer.ok) throw new Error(`${answer.errorName}: ${answer.errorMessage}`);
  }
}

/** Placeholders stand for values of the event; a string brings its own quotation marks. */
function transform(
  { InputPathsMap, InputTemplate }: NonNullable<Target['InputTransformer']>,
  event: object,
): string {
  return InputTemplate.replace(/<([^>]+)>/g, (_, name: string) =>
    JSON.stringify(valueAt(InputPathsMap[name] ?? '', event) ?? null),
  );
}
