/** A function that we invoked threw, crashed, or ran out of memory or time. Bears the name that Lambda gives of that. */
export class FunctionFailed extends Error {
  override readonly name: string;

  constructor(errorType: string) {
    super('The function that was invoked failed.');
    this.name = errorType;
  }
}
