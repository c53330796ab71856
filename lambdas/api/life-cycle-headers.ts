/** Days become the headers of RFC 9745 (`@` and Unix seconds) and RFC 8594 (an HTTP date). */
export function lifeCycleHeaders({
  deprecatedAt,
  sunsetAt,
}: {
  readonly deprecatedAt: string | null;
  readonly sunsetAt: string | null;
}): Record<string, string> {
  return {
    ...(deprecatedAt === null ? {} : { Deprecation: `@${Date.parse(deprecatedAt) / 1000}` }),
    ...(sunsetAt === null ? {} : { Sunset: new Date(sunsetAt).toUTCString() }),
  };
}
