/** What the models of a provider with an API key are made with. */
export type KeyedOptions = {
  readonly apiKey: string;
  /** Empty for the provider's own. */
  readonly baseUrl: string;
  /** Bounds each call, as its signal does. */
  readonly timeoutMillis: number;
  readonly nowMillis: () => number;
};
