import { availableParallelism } from 'node:os';
import type { FunctionHost } from '../lambda/invocation.ts';

/** Each invocation is a process of its own here, and a picture takes a processor: more at once would only be slower. */
const invocationsAtOnce = Math.max(4, 2 * availableParallelism());

/**
 * Invokes no more functions at once than this machine serves well; the others wait for their turn. A hundred executions
 * that start together would otherwise be a hundred processes. A state has no clock that this wait could run down.
 */
export function invokeFew(functions: FunctionHost, atOnce = invocationsAtOnce): Pick<FunctionHost, 'invoke'> {
  const line: (() => void)[] = [];
  let running = 0;

  return {
    async invoke(functionName, payload) {
      if (running >= atOnce) await new Promise<void>((resolve) => line.push(resolve));
      else running += 1;
      try {
        return await functions.invoke(functionName, payload);
      } finally {
        const next = line.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },
  };
}
