import { join } from 'node:path';
import * as z from 'zod';
import type { Blueprint } from '../assembly/blueprint.ts';
import { stateMachineArn } from '../assembly/names.ts';
import type { FunctionHost } from '../lambda/invocation.ts';
import { noTaps, type Taps } from '../taps.ts';
import { executionEvent } from './execution-event.ts';
import { ExecutionHistory } from './execution-history.ts';
import { ExecutionStore } from './execution-store.ts';
import { Executions } from './executions.ts';
import { stepFunctionsFace } from './http-face.ts';
import { invokeFew } from './invoke-few.ts';
import type { TaskDependencies } from './task-handlers.ts';
import { TaskTokens } from './task-tokens.ts';

const machineProperties = z.object({ DefinitionString: z.string(), StateMachineType: z.literal('STANDARD') });

/** The template's one state machine, with its executions in the data folder. */
export function openWorkflow(
  home: string,
  blueprint: Blueprint,
  { functions, sqs }: { readonly functions: FunctionHost; readonly sqs: TaskDependencies['sqs'] },
  publish: (event: object) => void,
  { onStateEntered }: Pick<Taps, 'onStateEntered'> = noTaps,
) {
  const [machine, ...others] = blueprint.all('AWS::StepFunctions::StateMachine', machineProperties);
  if (machine === undefined || others.length > 0) throw new Error('The laptop expects one state machine.');

  const store = new ExecutionStore(join(home, 'executions.sqlite'));
  const history = new ExecutionHistory(join(home, 'execution-history.sqlite'));
  const tokens = new TaskTokens();
  const executions = new Executions({
    stateMachineArn: stateMachineArn(machine.logicalId),
    definition: JSON.parse(machine.properties.DefinitionString),
    store,
    history,
    tasks: { functions: invokeFew(functions), sqs, tokens },
    onEnd: (end) => publish(executionEvent(end)),
    onStateEntered,
  });

  return {
    face: stepFunctionsFace(executions, { store, history }, tokens),
    /** Runs again what was open when the last process ended; answers how many. */
    resume: () => executions.resume(),
    close: () => {
      executions.suspend();
      store.close();
      history.close();
    },
  };
}
