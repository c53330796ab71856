import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Failure, FunctionConfig, FunctionLog } from './invocation.ts';
import { lambdaVariables } from './lambda-variables.ts';
import { startRuntimeApi } from './runtime-api.ts';

const client = join(import.meta.dirname, '../../node_modules/aws-lambda-ric/index.mjs');
const preload = join(import.meta.dirname, 'runtime-client.cjs');

type Work = {
  readonly id: string;
  readonly payload: string;
  readonly answered: (answer: { ok: true; body: IncomingMessage } | Failure) => void;
};

/** One process that runs one function, one invocation at a time, until it dies or is stopped. */
export class Environment {
  readonly #config: FunctionConfig;
  readonly #log: FunctionLog;
  #child: ChildProcess | undefined;
  #server: Server | undefined;
  #work: Work | undefined;
  #give: ((work: Work) => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  isDead = false;

  constructor(config: FunctionConfig, log: FunctionLog) {
    this.#config = config;
    this.#log = log;
  }

  async start(): Promise<void> {
    const { address, server } = await startRuntimeApi({
      onNext: (give) => this.#onNext(give),
      onResponse: (id, body) => this.#onResponse(id, body),
      onError: (id, body) => this.#onError(id, body),
    });
    this.#server = server;
    const child = spawn(process.execPath, ['--require', preload, client, this.#config.handler], {
      cwd: this.#config.codeDirectory,
      env: lambdaVariables(this.#config, address),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.#forward(child.stdout);
    this.#forward(child.stderr);
    child.once('error', () => this.#died('could not be started'));
    child.once('exit', (code, signal) => this.#died(`ended (${signal ?? `exit ${code}`})`));
  }

  /** Runs one invocation. Only when it is idle. A process that is killed, or exits, answers with `crash` at once. */
  invoke(payload: string): Promise<{ ok: true; body: IncomingMessage } | Failure> {
    return new Promise((resolve) => {
      if (this.isDead) {
        resolve(crash('the process ended before it was asked'));
        return;
      }
      const work: Work = { id: randomUUID(), payload, answered: resolve };
      this.#work = work;
      this.#timer = setTimeout(() => this.#timeOut(), this.#config.timeoutSeconds * 1000);
      this.#give?.(work);
    });
  }

  async stop(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return this.#close();

    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), 1000);
    await exited;
    clearTimeout(force);
  }

  #onNext(give: Parameters<Parameters<typeof startRuntimeApi>[0]['onNext']>[0]): void {
    this.#give = (work) => {
      this.#give = undefined;
      give({
        id: work.id,
        payload: work.payload,
        headers: {
          'Lambda-Runtime-Aws-Request-Id': work.id,
          'Lambda-Runtime-Deadline-Ms': String(Date.now() + this.#config.timeoutSeconds * 1000),
          'Lambda-Runtime-Invoked-Function-Arn': `arn:aws:lambda:us-east-1:000000000000:function:${this.#config.name}`,
          'Lambda-Runtime-Trace-Id': `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${work.id.replaceAll('-', '').slice(0, 24)};Sampled=0`,
        },
      });
    };
    // Work that came while the process was still starting.
    if (this.#work !== undefined) this.#give(this.#work);
  }

  #onResponse(id: string, body: IncomingMessage): void {
    // The function's time runs until its answer has been written to the end.
    body.once('close', () => this.#finish(id));
    if (this.#work?.id === id) this.#work.answered({ ok: true, body });
    else body.resume();
  }

  #onError(id: string | undefined, text: string): void {
    const { errorType = 'Error', errorMessage = '' } = parseError(text);
    const work = this.#work;
    if (work === undefined) return;
    work.answered({ ok: false, kind: 'function-error', errorName: errorType, errorMessage });
    if (id !== undefined) this.#finish(id);
  }

  #finish(id: string): void {
    if (this.#work?.id !== id) return;
    clearTimeout(this.#timer);
    this.#work = undefined;
  }

  #timeOut(): void {
    const seconds = this.#config.timeoutSeconds;
    const errorMessage = `Task timed out after ${seconds}.00 seconds`;
    this.#log.write(this.#config.name, errorMessage);
    this.#work?.answered({ ok: false, kind: 'timeout', errorName: 'Sandbox.Timedout', errorMessage });
    this.#child?.kill('SIGKILL');
  }

  #died(how: string): void {
    if (this.isDead) return;
    this.isDead = true;
    clearTimeout(this.#timer);
    this.#work?.answered(crash(how));
    this.#close();
  }

  #close(): void {
    this.isDead = true;
    this.#server?.closeAllConnections();
    this.#server?.close();
  }

  #forward(output: Readable): void {
    createInterface({ input: output }).on('line', (line) => this.#log.write(this.#config.name, line));
  }
}

function crash(how: string): Failure {
  const errorMessage = `RequestId: the process of the function ${how}`;
  return { ok: false, kind: 'crash', errorName: 'Runtime.ExitError', errorMessage };
}

function parseError(text: string): { errorType?: string; errorMessage?: string } {
  try {
    return JSON.parse(text);
  } catch {
    return { errorMessage: text };
  }
}
