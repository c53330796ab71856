/** Lambda's limit for what a synchronous invocation brings. */
export const requestLimitBytes = 6_291_456;

/** Lambda's limit for a buffered answer; a streamed one has none that a laptop would meet. */
export const responseLimitBytes = 6_291_556;
