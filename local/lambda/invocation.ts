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
};

/** Why an invocation gave no answer, as Lambda tells its callers. */
export type Failure = {
  readonly ok: false;
  readonly kind: 'function-error' | 'crash' | 'timeout' | 'too-large';
  readonly errorName: string;
  readonly errorMessage: string;
};

export type Invocation = { readonly ok: true; readonly payload: string } | Failure;

/** The head of a streamed answer is known when this is; the body follows as the function writes it. */
export type StreamedInvocation =
  | {
      readonly ok: true;
      readonly statusCode: number;
      readonly headers: Readonly<Record<string, string | readonly string[]>>;
      readonly body: Readable;
    }
  | Failure;

/** Lambda's limit for the payload of a synchronous invocation, and of its buffered answer. */
export const payloadLimitBytes = 6 * 1024 * 1024;

/** Runs the functions of the templates. */
export interface FunctionHost {
  invoke(functionName: string, payload: string): Promise<Invocation>;
  invokeStreaming(functionName: string, payload: string): Promise<StreamedInvocation>;
  /** Ends every process; running invocations fail. */
  stop(): Promise<void>;
}

/** Where the output of functions goes, line by line. */
export type FunctionLog = { write(functionName: string, line: string): void };
