import type { HistoryEvent } from './execution-history.ts';

/**
 * The answer of GetExecutionHistory. Which item of a Map an event belongs to stands in no event: one finds it by going
 * back from event to event until the start of an item's run, as in AWS.
 */
export function historyAnswer(events: readonly HistoryEvent[]): object {
  const lastOf = new Map<number | null, number>();
  return {
    events: events.map((event, index) => {
      const id = index + 1;
      const previousEventId = lastOf.get(event.itemIndex) ?? lastOf.get(null) ?? 0;
      lastOf.set(event.itemIndex, id);
      return {
        id,
        previousEventId,
        timestamp: event.atMillis / 1000,
        type: event.type,
        ...detailsOf(event),
      };
    }),
  };
}

function detailsOf({ type, state, itemIndex, error, cause }: HistoryEvent): object {
  const name = state ?? '';
  const failure = { ...(error === null ? {} : { error }), ...(cause === null ? {} : { cause }) };
  if (type.endsWith('StateEntered')) return { stateEnteredEventDetails: { name } };
  if (type.endsWith('StateExited')) return { stateExitedEventDetails: { name } };
  switch (type) {
    case 'MapIterationStarted':
      return { mapIterationStartedEventDetails: { name, index: itemIndex } };
    case 'MapIterationSucceeded':
      return { mapIterationSucceededEventDetails: { name, index: itemIndex } };
    case 'MapIterationFailed':
      return { mapIterationFailedEventDetails: { name, index: itemIndex } };
    case 'TaskFailed':
      return { taskFailedEventDetails: { resourceType: 'laptop', resource: name, ...failure } };
    case 'ExecutionFailed':
      return { executionFailedEventDetails: failure };
    case 'ExecutionAborted':
      return { executionAbortedEventDetails: failure };
    case 'ExecutionTimedOut':
      return { executionTimedOutEventDetails: failure };
    default:
      return {};
  }
}
