/** A task's failure as Retry and Catch see it: they compare `name`; the message becomes the cause. */
export class TaskFailure extends Error {
  constructor(name: string, cause: string, options?: ErrorOptions) {
    super(cause, options);
    this.name = name;
  }
}

/** Neither Retry nor Catch goes on after it: the interpreter looks at these two fields. */
class FinalFailure extends TaskFailure {
  readonly isRetryable = false;
  readonly isCatchable = false;
}

/** The execution was stopped, or has ended, while the task ran. */
export class ExecutionOver extends FinalFailure {
  constructor() {
    super('States.TaskFailed', 'The execution is over.');
  }
}

/** Not even States.ALL catches this one, in AWS. */
export class DataLimitExceeded extends FinalFailure {
  constructor(bytes: number, limitBytes: number) {
    super('States.DataLimitExceeded', `The state has ${bytes} bytes; at most ${limitBytes} are carried.`);
  }
}
