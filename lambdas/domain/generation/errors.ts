/** The model refused the prompt or its own picture. Final. The cause is JSON: `{ stage, reason }`. */
export class ModelRefused extends Error {
  override name = 'ModelRefused' as const;
}

/** The provider had no room in any of the bounded attempts, each proven uncharged. Final for this sample. */
export class ModelBusy extends Error {
  override name = 'ModelBusy' as const;
}

/** The provider failed for good and charged nothing that we know of. */
export class ModelFailed extends Error {
  override name = 'ModelFailed' as const;
}

/** Our credentials, our bill or the model itself: no sample of this model gets a picture until an operator acts. Uncharged. */
export class ModelUnavailable extends Error {
  override name = 'ModelUnavailable' as const;
}

/** Turned away by the model, proven uncharged: the job's fallback is asked instead. */
export class ModelPassedOn extends Error {
  override name = 'ModelPassedOn' as const;
}

/** The answer was lost: the provider may have charged, so asking again could pay twice. Final, recorded. */
export class AnswerLost extends Error {
  override name = 'AnswerLost' as const;
}

/** The bytes that arrived are not a picture that we can read. */
export class UnreadableImage extends Error {
  override name = 'UnreadableImage' as const;
}

/** A worker failed in a way that asking again cannot mend: a fault of ours, given up and reported. */
export class SampleBroken extends Error {
  override name = 'SampleBroken' as const;
}
