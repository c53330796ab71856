import type { Command } from 'commander';
import { systemClock } from '../lambdas/adapters/system/clock.ts';
import { connectToAws } from './connection/aws.ts';
import { connectToLaptop } from './connection/laptop.ts';
import type { Target } from './connection/target.ts';
import { print } from './print.ts';
import { Registry } from './registry.ts';

type Options = { readonly stage?: string; readonly json?: boolean };

type Work<Result> = (tools: { readonly target: Target; readonly registry: Registry }) => Promise<Result>;

/**
 * Connects to what the command names, does its work and prints the result, or the reason why there is none. `inWords`:
 * what people read, where a line a fact is not the best.
 */
export type Run = <Result extends object>(
  command: Command,
  work: Work<Result>,
  inWords?: (result: Result) => string,
) => Promise<void>;

export const run: Run = async (command, work, inWords) => {
  const { stage, json = false } = command.optsWithGlobals<Options>();
  let target: Target | undefined;
  try {
    target =
      stage === undefined
        ? await connectToLaptop(process.env['DARKROOM_HOME'] ?? '.darkroom')
        : await connectToAws(stage);
    const result = await work({
      target,
      registry: new Registry(target.client, target.tables, systemClock),
    });
    if (json || inWords === undefined) await print(result, json);
    else console.log(inWords(result));
  } catch (error) {
    process.exitCode = 1;
    const message = error instanceof Error ? error.message : String(error);
    if (json) await print({ error: message }, json);
    else console.error(`error: ${message}`);
  } finally {
    await target?.close();
  }
};
