import type { Readable } from 'node:stream';

/** What the template says of one function. */
export type FunctionConfig = {
  readonly name: string;
  /** Holds the bundle; `handler` is `<file>.<export>` in it. */
  readonly codeDirectory: string;
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  /** How many invocations may run at once; more are throttled. */
  readonly reservedConcurrency?: number;
};

/** Why an invocation gave no answer. `too-large` is the payload's fault: the function never saw it. */
export type Failure = {
  readonly ok: false;
  readonly kind: 'function-error' | 'crash' | 'timeout' | 'throttled' | 'too-large';
  /** What Lambda calls it; for a `function-error` the name of the error that the function threw. */
  readonly errorName: string;
  readonly errorMessage: string;
};

export type Invocation = { readonly ok: true; readonly payload: string } | Failure;

/** The head of a streamed answer is known when this is; the body follows as the function writes it. */
export type StreamedInvocation =
  | {
      readonly ok: true;
      readonly statusCode: number;
      /** By lower-case name; a name with several values is a header sent several times. */
      readonly headers: Readonly<Record<string, readonly string[]>>;
      /** Errs when the function fails half-way. The function waits while nobody reads. */
      readonly body: Readable;
    }
  | Failure;

/** Runs the functions of the templates. */
export interface FunctionHost {
  invoke(functionName: string, payload: string): Promise<Invocation>;
  invokeStreaming(functionName: string, payload: string): Promise<StreamedInvocation>;
  /** Ends every process; running invocations fail. */
  stop(): Promise<void>;
}

/** Where the output of functions goes, line by line. */
export type FunctionLog = { write(functionName: string, line: string): void };
