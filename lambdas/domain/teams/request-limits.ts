/** How fast a team may ask: a token bucket that refills evenly, and whose burst is one full minute. */
export interface RequestLimits {
  /** Takes one token if there is one. May throw `StoreUnavailable`. */
  take(teamId: string, requestsPerMinute: number): Promise<RequestAllowance>;
}

export type RequestAllowance = {
  readonly isAllowed: boolean;
  readonly requestsPerMinute: number;
  /** Tokens that are left. */
  readonly remaining: number;
  /** Until the bucket is full again. */
  readonly resetSeconds: number;
  /** Until there is a token; 0 when there is one. */
  readonly retryAfterSeconds: number;
};

/**
 * The bucket is kept as one moment, `fullAtMillis`: when it will be full again. Taking a token moves it by the time that
 * one token takes to come back; it may lie a minute ahead at most.
 */
export const windowMillis = 60_000;

export function millisPerToken(requestsPerMinute: number): number {
  return windowMillis / requestsPerMinute;
}

/** What a bucket allows after a token was taken from it, or refused. */
export function allowanceOf(
  bucket: { readonly isAllowed: boolean; readonly fullAtMillis: number },
  requestsPerMinute: number,
  nowMillis: number,
): RequestAllowance {
  const token = millisPerToken(requestsPerMinute);
  const debtMillis = Math.max(0, bucket.fullAtMillis - nowMillis);

  return {
    isAllowed: bucket.isAllowed,
    requestsPerMinute,
    remaining: bucket.isAllowed ? Math.max(0, Math.floor((windowMillis - debtMillis) / token)) : 0,
    resetSeconds: Math.ceil(debtMillis / 1000),
    retryAfterSeconds: bucket.isAllowed
      ? 0
      : Math.max(1, Math.ceil((debtMillis + token - windowMillis) / 1000)),
  };
}
