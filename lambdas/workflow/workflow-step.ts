import * as z from 'zod';
import type { Log } from '../observability/log.ts';

/** What every state's input has. Read leniently: the line that says that the rest does not parse has the ids, too. */
const ids = z.object({
  jobId: z.string().optional().catch(undefined),
  teamId: z.string().optional().catch(undefined),
  requestId: z.string().nullish().catch(undefined),
});

/** Parses a state's input once, at its edge. A payload that does not parse is a fault of ours and fails the state. */
export function workflowStep<Input extends z.ZodType, Output>(
  input: Input,
  step: (input: z.output<Input>) => Promise<Output>,
  log: Log,
): (event: unknown) => Promise<Output> {
  return async (event) => {
    log.about(ids.safeParse(event).data ?? {});
    return step(input.parse(event));
  };
}
