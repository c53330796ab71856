import { HistoryEventType } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { workflowEvents } from '../../../admin/job-story/read-workflow.ts';
import type { HistoryEvent } from '../../../local/step-functions/execution-history.ts';
import { historyAnswer } from '../../../local/step-functions/history-answer.ts';

const at = (second: number) => new Date(Date.parse('2026-11-23T09:00:00.000Z') + second * 1000);
const { TaskStateEntered, MapStateEntered, MapIterationStarted, MapIterationSucceeded, MapStateSucceeded } =
  HistoryEventType;

describe('the history of a workflow', () => {
  it('of AWS says of each event which state and which sample it belongs to', () => {
    const events = workflowEvents([
      { id: 1, previousEventId: 0, timestamp: at(0), type: 'ExecutionStarted' },
      {
        id: 2,
        previousEventId: 1,
        timestamp: at(1),
        type: MapStateEntered,
        stateEnteredEventDetails: { name: 'Samples' },
      },
      {
        id: 3,
        previousEventId: 2,
        timestamp: at(1),
        type: MapIterationStarted,
        mapIterationStartedEventDetails: { name: 'Samples', index: 0 },
      },
      {
        id: 4,
        previousEventId: 2,
        timestamp: at(1),
        type: MapIterationStarted,
        mapIterationStartedEventDetails: { name: 'Samples', index: 1 },
      },
      {
        id: 5,
        previousEventId: 4,
        timestamp: at(1),
        type: TaskStateEntered,
        stateEnteredEventDetails: { name: 'Generate' },
      },
      {
        id: 6,
        previousEventId: 5,
        timestamp: at(2),
        type: 'TaskFailed',
        taskFailedEventDetails: {
          resource: 'sendMessage',
          resourceType: 'sqs',
          error: 'ModelFailed',
          cause: '{}',
        },
      },
      {
        id: 7,
        previousEventId: 6,
        timestamp: at(2),
        type: MapIterationSucceeded,
        mapIterationSucceededEventDetails: { name: 'Samples', index: 1 },
      },
      { id: 8, previousEventId: 7, timestamp: at(3), type: MapStateSucceeded },
      {
        id: 9,
        previousEventId: 8,
        timestamp: at(3),
        type: TaskStateEntered,
        stateEnteredEventDetails: { name: 'Complete' },
      },
      {
        id: 10,
        previousEventId: 9,
        timestamp: at(4),
        type: 'LambdaFunctionFailed',
        lambdaFunctionFailedEventDetails: { error: 'NoImageArrived' },
      },
    ]);

    const told = events.map(({ type, state, sampleIndex, error }) => [type, state, sampleIndex, error]);
    expect(told.slice(4, 6)).toEqual([
      ['TaskStateEntered', 'Generate', 1, null],
      ['TaskFailed', 'Generate', 1, 'ModelFailed'],
    ]);
    expect(told.slice(8)).toEqual([
      ['TaskStateEntered', 'Complete', null, null],
      ['LambdaFunctionFailed', 'Complete', null, 'NoImageArrived'],
    ]);
  });

  it('of the laptop leads back in the same way, whatever order the samples take', () => {
    const event = (type: string, state: string | null, itemIndex: number | null): HistoryEvent => ({
      atMillis: at(1).getTime(),
      type,
      state,
      itemIndex,
      error: type === 'TaskFailed' ? 'ModelFailed' : null,
      cause: null,
    });
    const answer = historyAnswer([
      event('ExecutionStarted', null, null),
      event('MapStateEntered', 'Samples', null),
      event('MapIterationStarted', 'Samples', 0),
      event('MapIterationStarted', 'Samples', 1),
      event('TaskStateEntered', 'Generate', 0),
      event('TaskStateEntered', 'Store', 1),
      event('TaskFailed', 'Generate', 0),
      event('TaskStateEntered', 'Complete', null),
      event('ExecutionFailed', null, null),
    ]) as { events: (Parameters<typeof workflowEvents>[0][number] & { timestamp: number })[] };
    // As the SDK reads seconds.
    const read = answer.events.map((one) => ({ ...one, timestamp: new Date(one.timestamp * 1000) }));

    expect(
      workflowEvents(read)
        .slice(4)
        .map(({ state, sampleIndex }) => [state, sampleIndex]),
    ).toEqual([
      ['Generate', 0],
      ['Store', 1],
      ['Generate', 0],
      ['Complete', null],
      ['Complete', null],
    ]);
  });
});
