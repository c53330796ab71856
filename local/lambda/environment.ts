import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { crash, errorInTrailers, functionError, timedOut } from './failures.ts';
import type { Failure, FunctionConfig, FunctionLog } from './invocation.ts';
import { invocationHeaders } from './invocation-headers.ts';
import { lambdaVariables } from './lambda-variables.ts';
import { type RespondToPoll, startRuntimeApi } from './runtime-api.ts';

const client = fileURLToPath(import.meta.resolve('aws-lambda-ric'));
const preload = fileURLToPath(import.meta.resolve('./runtime-client.cjs'));

/** Lambda gives a function 10 s to load. Here dozens may start at once on two cores, so it is more. */
const initLimitMillis = 60_000;

/** How long a process may take to end when it is told to, before it is killed. */
const graceMillis = 1000;

/** An invocation answers when its answer begins, and ends when the answer is complete: then with a failure, or none. */
export type RunningInvocation = {
  readonly answer: Promise<{ readonly ok: true; readonly body: IncomingMessage } | Failure>;
  readonly ended: Promise<Failure | undefined>;
};

type Work = {
  readonly id: string;
  readonly payload: string;
  readonly begin: (answer: { ok: true; body: IncomingMessage } | Failure) => void;
  readonly end: (failure: Failure | undefined) => void;
  isDelivered: boolean;
};

/** One process that runs one function, one invocation at a time, until it dies or is stopped. */
export class Environment {
  readonly #config: FunctionConfig;
  readonly #log: FunctionLog;
  readonly #exit = Promise.withResolvers<void>();
  readonly #load = Promise.withResolvers<void>();
  #server: Server | undefined;
  #child: ChildProcess | undefined;
  #poll: RespondToPoll | undefined;
  #work: Work | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** Once true, it takes no more work. Its process may live a little longer: see `exited`. */
  isDead = false;

  constructor(config: FunctionConfig, log: FunctionLog) {
    this.#config = config;
    this.#log = log;
    this.#start().catch((error: unknown) => this.#exited(`could not be started: ${String(error)}`));
  }

  get exited(): Promise<void> {
    return this.#exit.promise;
  }

  /** When it has asked for work for the first time, or is gone. */
  get loaded(): Promise<void> {
    return this.#load.promise;
  }

  /** `undefined` until it runs. */
  get processId(): number | undefined {
    return this.#child?.pid;
  }

  /** Runs one invocation. Only when it is idle. A process that is killed, or exits, fails it at once. */
  invoke(payload: string): RunningInvocation {
    const answer = Promise.withResolvers<{ ok: true; body: IncomingMessage } | Failure>();
    const ended = Promise.withResolvers<Failure | undefined>();
    this.#work = {
      id: randomUUID(),
      payload,
      begin: answer.resolve,
      end: ended.resolve,
      isDelivered: false,
    };
    this.#timer = setTimeout(() => this.#die(crash('did not load in time')), initLimitMillis);
    if (this.isDead) this.#die(crash('ended before it was asked'));
    else this.#deliver();
    return { answer: answer.promise, ended: ended.promise };
  }

  async stop(): Promise<void> {
    this.isDead = true;
    this.#child?.kill('SIGTERM');
    const force = setTimeout(() => this.#child?.kill('SIGKILL'), graceMillis);
    await this.exited;
    clearTimeout(force);
  }

  async #start(): Promise<void> {
    const { address, server } = await startRuntimeApi({
      onNext: (respond) => {
        this.#poll = respond;
        this.#load.resolve();
        this.#deliver();
      },
      onResponse: (id, body) => this.#onResponse(id, body),
      onError: (id, json) => this.#onError(id, json),
    });
    this.#server = server;
    const heap = `--max-old-space-size=${this.#config.memoryMegabytes}`;
    const child = spawn(process.execPath, [heap, '--require', preload, client], {
      cwd: this.#config.codeDirectory,
      env: lambdaVariables(this.#config, address),
      // Its input is a pipe that nobody writes to: its end tells the process that we are gone.
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.#forward(child.stdout);
    this.#forward(child.stderr);
    child.once('error', (error) => this.#exited(`could not be started: ${error.message}`));
    child.once('exit', (code, signal) => this.#exited(`ended with ${signal ?? `exit status ${code}`}`));
    if (this.isDead) child.kill('SIGTERM');
  }

  /** Hands the work over as soon as there is both work and a process that asks for it: its time starts now. */
  #deliver(): void {
    const [respond, work] = [this.#poll, this.#work];
    if (respond === undefined || work === undefined || work.isDelivered) return;

    work.isDelivered = true;
    this.#poll = undefined;
    clearTimeout(this.#timer);
    const timeoutMillis = this.#config.timeoutSeconds * 1000;
    this.#timer = setTimeout(() => this.#timeOut(), timeoutMillis);
    respond(work.payload, invocationHeaders(this.#config.name, work.id, Date.now() + timeoutMillis));
  }

  #onResponse(id: string, body: IncomingMessage): void {
    const work = this.#work;
    if (work?.id !== id) {
      body.resume();
      return;
    }
    // The function's time runs until its answer has been taken to the end.
    body.once('close', () => {
      if (body.complete) this.#finish(work, errorInTrailers(body));
      else this.#child?.kill('SIGKILL'); // It cut its answer off: it is dying, or may as well.
    });
    work.begin({ ok: true, body });
  }

  /** Without an id it failed to load, and ends by itself. */
  #onError(id: string | undefined, json: string): void {
    const work = this.#work;
    if (work === undefined) return;
    if (id === undefined) this.#die(functionError(json));
    else if (work.id === id) this.#finish(work, functionError(json));
  }

  #finish(work: Work, failure: Failure | undefined): void {
    if (this.#work !== work) return;
    clearTimeout(this.#timer);
    this.#work = undefined;
    if (failure !== undefined) work.begin(failure);
    work.end(failure);
  }

  #timeOut(): void {
    const failure = timedOut(this.#config);
    this.#log.write(this.#config.name, failure.errorMessage);
    this.#die(failure);
  }

  #die(failure: Failure): void {
    this.isDead = true;
    this.#child?.kill('SIGKILL');
    if (this.#work !== undefined) this.#finish(this.#work, failure);
  }

  #exited(how: string): void {
    this.#die(crash(how));
    this.#server?.closeAllConnections();
    this.#server?.close();
    this.#load.resolve();
    this.#exit.resolve();
  }

  #forward(output: Readable): void {
    createInterface({ input: output }).on('line', (line) => this.#log.write(this.#config.name, line));
  }
}
