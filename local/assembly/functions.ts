import * as z from 'zod';
import type { FunctionConfig } from '../lambda/invocation.ts';
import type { Assembly } from './assembly.ts';
import type { Blueprint } from './blueprint.ts';

const functionProperties = z.object({
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string(),
  Timeout: z.int().default(3),
  MemorySize: z.int().default(128),
  ReservedConcurrentExecutions: z.int().optional(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }).default({ Variables: {} }),
});

/** The functions of the templates. `everywhere` goes to each; `overrides` only where the template has the name too. */
export function functionsOf(
  blueprint: Blueprint,
  { assetDirectories }: Assembly,
  everywhere: Readonly<Record<string, string>>,
  overrides: Readonly<Record<string, string>>,
): readonly FunctionConfig[] {
  return blueprint.all('AWS::Lambda::Function', functionProperties).map(({ logicalId, properties }) => {
    const { Code, Handler, Timeout, MemorySize, ReservedConcurrentExecutions, Environment } = properties;
    const codeDirectory = assetDirectories.get(Code.S3Key.replace(/\.zip$/, ''));
    if (codeDirectory === undefined) throw new Error(`The assembly holds no code for ${logicalId}.`);

    const fromTemplate = Object.entries(Environment.Variables);
    const environment = Object.fromEntries(
      fromTemplate.map(([name, value]) => [name, overrides[name] ?? value]),
    );
    return {
      name: logicalId,
      codeDirectory,
      handler: Handler,
      environment: { ...environment, ...everywhere },
      timeoutSeconds: Timeout,
      memoryMegabytes: MemorySize,
      ...(ReservedConcurrentExecutions === undefined
        ? {}
        : { reservedConcurrency: ReservedConcurrentExecutions }),
    };
  });
}
