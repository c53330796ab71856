import type { Failure } from './invocation.ts';

/** A function failed after the head of its answer was out: whoever reads the body learns it this way. */
export class AnswerCutOff extends Error {
  override name = 'AnswerCutOff' as const;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(
      `The function failed in the middle of its answer. ${failure.errorName}: ${failure.errorMessage}`,
      options,
    );
  }
}
