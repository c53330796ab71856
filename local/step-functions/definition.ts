import * as z from 'zod';

/** Where the adapted definition hands a task its time limit: beside its parameters. */
export const timeoutParameter = 'darkroom:timeoutSeconds';

/** The interpreter gives a task 60 s unless told; AWS gives it years. Timers hold 24 days at the most. */
const noTimeoutSeconds = 2_000_000;

type State = Record<string, unknown>;
const stateMap = z.record(z.string(), z.record(z.string(), z.unknown()));
const nested = z.object({ States: stateMap }).catchall(z.unknown());

/**
 * The template's definition, with two things said in a way that the interpreter understands as AWS does: a task without
 * a time limit has none, and TimeoutSecondsPath looks into the state's input, not into what Parameters made of it.
 */
export function adaptDefinition(definition: unknown): z.output<typeof nested> {
  const machine = nested.parse(definition);
  return { ...machine, States: adaptStates(machine.States) };
}

/** Names of all Task states, those inside Maps included, with what they do. */
export function taskStates(definition: unknown): ReadonlyMap<string, string> {
  const { States } = nested.parse(definition);
  return new Map(
    Object.entries(States).flatMap(([name, state]): [string, string][] => {
      if (state['Type'] === 'Task') return [[name, String(state['Resource'])]];
      return state['Type'] === 'Map' ? [...taskStates(state['ItemProcessor'])] : [];
    }),
  );
}

function adaptStates(states: z.output<typeof stateMap>): Record<string, State> {
  return Object.fromEntries(Object.entries(states).map(([name, state]) => [name, adaptState(state)]));
}

function adaptState(state: State): State {
  if (state['Type'] === 'Map') return { ...state, ItemProcessor: adaptDefinition(state['ItemProcessor']) };
  if (state['Type'] !== 'Task') return state;

  const { TimeoutSecondsPath: path, Parameters: parameters, ...rest } = state;
  if (path === undefined) return { TimeoutSeconds: noTimeoutSeconds, ...state };
  const given = z.record(z.string(), z.unknown()).parse(parameters ?? {});
  return {
    ...rest,
    TimeoutSeconds: noTimeoutSeconds,
    Parameters: { ...given, [`${timeoutParameter}.$`]: path },
  };
}
