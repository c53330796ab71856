/**
 * Whoever reads references had no room, broke down, or did not answer in time. Nothing is charged before they are kept; what
 * was kept of them expires.
 */
export class ReferencesUnavailable extends Error {
  override name = 'ReferencesUnavailable' as const;

  constructor(why: string, options?: ErrorOptions) {
    super(`The references were not read: ${why}.`, options);
  }
}
