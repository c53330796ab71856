import type * as z from 'zod';

/** Parses a state's input once, at its edge. A payload that does not parse is a fault of ours and fails the state. */
export function workflowStep<Input extends z.ZodType, Output>(
  input: Input,
  step: (input: z.output<Input>) => Promise<Output>,
): (event: unknown) => Promise<Output> {
  return async (event) => step(input.parse(event));
}
