/** Charge: the job ended before it was charged (too few credits, too many active jobs). The job says so already. */
export class ChargeRefused extends Error {
  override name = 'ChargeRefused' as const;

  constructor(jobId: string, code: string) {
    super(`Job ${jobId} was not charged: ${code}.`);
  }
}

/** Complete: not one sample arrived, so there is nothing to keep and everything to refund. */
export class NoImageArrived extends Error {
  override name = 'NoImageArrived' as const;

  constructor(jobId: string) {
    super(`Job ${jobId} got no image.`);
  }
}

/** A step was started for a job that nobody accepted. */
export class UnknownJob extends Error {
  override name = 'UnknownJob' as const;

  constructor(jobId: string) {
    super(`There is no job ${jobId}.`);
  }
}
