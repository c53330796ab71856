/** A task's failure as Retry and Catch see it: they compare `name`; the message becomes the cause. */
export class TaskFailure extends Error {
  constructor(name: string, cause: string, options?: ErrorOptions) {
    super(cause, options);
    this.name = name;
  }
}
