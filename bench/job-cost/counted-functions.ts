import type { FunctionConfig, FunctionHost } from '../../local/lambda/invocation.ts';
import { constructName } from '../laptop/construct-name.ts';

export type FunctionCall = {
  /** As the construct is named, such as `WorkflowCharge`. */
  readonly name: string;
  readonly memoryMegabytes: number;
  /** From the moment it is asked until its answer is complete; Lambda bills it rounded up. */
  readonly millis: number;
  /** Asked by a schedule, and for no job. */
  readonly isScheduled: boolean;
};

/** Counts what the functions are asked, and how long each is busy. */
export function countedFunctions(
  host: FunctionHost,
  configs: readonly FunctionConfig[],
  record: (call: FunctionCall) => void,
): FunctionHost {
  const memory = new Map(configs.map(({ name, memoryMegabytes }) => [name, memoryMegabytes]));
  const begin = (functionName: string, payload: string) => {
    const startedAt = performance.now();
    return () =>
      record({
        name: constructName(functionName),
        memoryMegabytes: memory.get(functionName) ?? 0,
        millis: performance.now() - startedAt,
        isScheduled: payload.includes('"Scheduled Event"'),
      });
  };

  return {
    async invoke(functionName, payload) {
      const end = begin(functionName, payload);
      return host.invoke(functionName, payload).finally(end);
    },
    async invokeStreaming(functionName, payload) {
      const end = begin(functionName, payload);
      const answer = await host.invokeStreaming(functionName, payload);
      if (answer.ok) answer.body.once('close', end);
      else end();
      return answer;
    },
    stop: () => host.stop(),
  };
}
