import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type * as z from 'zod';
import type { Stage } from '../stages.ts';
import { bundle, type PackageFiles } from './bundle.ts';
import type { FunctionEntry } from './bundle-budgets.ts';

export type ServiceFunctionProps<Env extends z.ZodObject> = {
  readonly stage: Stage;
  /** Folder under `lambdas/`. One without a budget for its bundle does not compile. */
  readonly entry: FunctionEntry;
  /** The schema with which the handler parses its environment. */
  readonly env: Env;
  /** Exactly what the schema asks for: a missing or misspelt name does not compile. */
  readonly environment: { readonly [Name in keyof z.input<Env>]: string };
  /** What a caller of the API notices when this function fails. Read by whoever is woken. */
  readonly onFailure: string;
  readonly timeoutSeconds: number;
  /** Also the share of a CPU: 1,769 MB are one. */
  readonly memoryMegabytes: number;
  /** Environments that are its own: no other function can take them, and it never has more. Else it shares what is left. */
  readonly reservedConcurrency?: number;
  /** Brings the native image library. */
  readonly usesSharp?: boolean;
  /** Gives memory back at once: for a function that has little of it, and handles bodies of megabytes or passes them on in pieces. */
  readonly savesMemory?: boolean;
  /** Folders under `lambdas/` that the code reads at run time. */
  readonly files?: readonly string[];
  /** Files of installed packages that the code reads at run time. */
  readonly packageFiles?: PackageFiles;
};

/** Without the limit, the allocator's arenas grow a process that makes large pictures beyond its memory. */
const fewArenas = { MALLOC_ARENA_MAX: '2' };

/**
 * In a function with little memory, what counts is how soon it comes back. The allocator returns a block at once that it got by
 * itself, and would raise the size of such blocks with each that it returns; and pieces of bodies wait for the next look at the
 * youngest objects, of which V8 would let 16 MB gather. Left to themselves these took 66 MB more of a worker, and 25 of POST.
 */
const memorySaved = {
  ...fewArenas,
  MALLOC_MMAP_THRESHOLD_: '131072',
  NODE_OPTIONS: '--max-semi-space-size=2',
};

/** One Lambda function: its own role with nothing but its own log, its own log group, tracing, JSON logs. */
export class ServiceFunction<Env extends z.ZodObject> extends Construct {
  readonly lambda: LambdaFunction;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps<Env>) {
    super(scope, id);
    const {
      stage,
      entry,
      environment,
      onFailure,
      timeoutSeconds,
      memoryMegabytes,
      reservedConcurrency,
      usesSharp = false,
      savesMemory = false,
      files = [],
      packageFiles,
    } = props;
    const logGroup = new LogGroup(this, 'Log', {
      retention: stage.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    this.lambda = new LambdaFunction(this, 'Function', {
      description: `${entry}. When it fails: ${onFailure}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: stage.architecture === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64,
      handler: 'index.handler',
      code: bundle({
        entry,
        files,
        ...(packageFiles === undefined ? {} : { packageFiles }),
        ...(usesSharp ? { sharp: stage.name === 'laptop' ? 'host' : 'arm64' } : {}),
      }),
      environment: {
        ...environment,
        ...(usesSharp ? fewArenas : {}),
        ...(savesMemory ? memorySaved : {}),
      },
      timeout: Duration.seconds(timeoutSeconds),
      memorySize: memoryMegabytes,
      ...(reservedConcurrency === undefined ? {} : { reservedConcurrentExecutions: reservedConcurrency }),
      role: new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }),
      tracing: Tracing.ACTIVE,
      loggingFormat: LoggingFormat.JSON,
      logGroup,
    });
    logGroup.grantWrite(this.lambda);
  }

  /** Allows exactly these actions on exactly these resources, and under these conditions. */
  allow(
    sid: string,
    actions: readonly string[],
    resources: readonly string[],
    conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {},
  ): void {
    this.lambda.addToRolePolicy(
      new PolicyStatement({
        sid,
        effect: Effect.ALLOW,
        actions: [...actions],
        resources: [...resources],
        conditions,
      }),
    );
  }
}
