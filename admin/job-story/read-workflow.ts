import { ExecutionDoesNotExist, type HistoryEvent, paginateGetExecutionHistory } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import type { Workflow } from '../connection/target.ts';
import type { WorkflowEvent } from './facts.ts';

/** `undefined` when the engine does not know the job: it was never started, or ended longer ago than 90 days. */
export async function readWorkflow(
  { client, executionArnOf }: Workflow,
  jobId: string,
): Promise<readonly WorkflowEvent[] | undefined> {
  const events: HistoryEvent[] = [];
  try {
    const asked = { executionArn: executionArnOf(jobId), includeExecutionData: false };
    for await (const page of paginateGetExecutionHistory({ client }, asked))
      events.push(...(page.events ?? []));
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return undefined;
    throw error;
  }
  return workflowEvents(events);
}

const failureDetails = z.object({ error: z.string().optional(), cause: z.string().optional() });

/** Neither state nor sample stands in most events: both are found by going back to where they began. */
export function workflowEvents(events: readonly HistoryEvent[]): readonly WorkflowEvent[] {
  const byId = new Map(events.map((event) => [event.id, event]));
  const before = ({ previousEventId }: HistoryEvent) => byId.get(previousEventId);

  return events.map((event) => {
    const { error, cause } = failureOf(event);
    return {
      atMillis: event.timestamp?.getTime() ?? 0,
      type: event.type ?? '',
      state: stateOf(event, before) ?? null,
      sampleIndex: sampleOf(event, before) ?? null,
      error: error ?? null,
      cause: cause ?? null,
    };
  });
}

type Before = (event: HistoryEvent) => HistoryEvent | undefined;

function stateOf(event: HistoryEvent, before: Before): string | undefined {
  for (let at: HistoryEvent | undefined = event; at !== undefined; at = before(at)) {
    const name = at.stateEnteredEventDetails?.name ?? at.stateExitedEventDetails?.name;
    if (name !== undefined) return name;
  }
  return undefined;
}

/** What comes after the Map leads back through its last item, and belongs to none. */
function sampleOf(event: HistoryEvent, before: Before): number | undefined {
  for (let at: HistoryEvent | undefined = event; at !== undefined; at = before(at)) {
    if (at.mapIterationStartedEventDetails !== undefined) return at.mapIterationStartedEventDetails.index;
    if (/^Map(State|Iteration)/.test(at.type ?? '')) return undefined;
  }
  return undefined;
}

function failureOf(event: HistoryEvent): z.output<typeof failureDetails> {
  for (const details of Object.values(event)) {
    const { data } = failureDetails.safeParse(details);
    if (data?.error !== undefined) return data;
  }
  return {};
}
