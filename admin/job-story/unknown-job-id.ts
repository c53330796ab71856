/** The operator asked for a job that nobody accepted here. */
export class UnknownJobId extends Error {
  override name = 'UnknownJobId' as const;

  constructor(jobId: string) {
    super(
      `There is no job "${jobId}" here. Is it the id that the API answered, and the right stage (--stage) or DARKROOM_HOME?`,
    );
  }
}
