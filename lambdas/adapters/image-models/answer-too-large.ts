/** An answer is longer than what a worker has memory for. It came, so it may be billed. */
export class AnswerTooLarge extends Error {
  override name = 'AnswerTooLarge' as const;

  constructor(what: 'answer' | 'text of the answer', mostBytes: number) {
    super(`The ${what} is longer than the ${mostBytes / 1_000_000} MB that a worker takes.`);
  }
}
