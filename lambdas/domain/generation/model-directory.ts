/** A provider's own list of its models. */
export interface ModelDirectory {
  /** How a model stands at its provider, by the provider's name of it. Never throws: what cannot be learnt is `unknown`. */
  lookUp(providerModel: string): Promise<ModelStanding>;
}

/** `ending`: it still answers, and its provider says that it will not for long. */
export type ModelStanding = 'there' | 'ending' | 'gone' | 'unknown';
