/** The team behind a request. */
export type Caller = {
  readonly teamId: string;
  /** Stands in storage keys instead of the team's id; opaque. */
  readonly teamHandle: string;
};

/** Finds who a key belongs to. May throw `StoreUnavailable`. */
export interface KeyDirectory {
  /** `undefined` when the key is unknown or revoked. Answers may be up to 30 s old. */
  findCaller(keySha256Hex: string): Promise<Caller | undefined>;
}
