/**
 * Everything that is counted, with what it is split by: CloudWatch keeps one metric for each combination of values, and an
 * alarm watches exactly one. So what alarms watch is there for a stage (or a provider) as a whole, and what people look at
 * for each model as well. The dashboard and the alarms name the same; lib/ and the functions both read this.
 */
const ofStage = [['stage']] as const;
const ofModel = [['stage', 'model']] as const;
const byModel = [['stage'], ['stage', 'model']] as const;
const ofProvider = [['stage', 'provider']] as const;
const ofProvidersModel = [['stage', 'provider', 'model']] as const;
const byProvidersModel = [
  ['stage', 'provider'],
  ['stage', 'provider', 'model'],
] as const;

export const metricCatalogue = {
  /** Jobs that were accepted: a 200 is promised, now or later. */
  JobsAccepted: { unit: 'Count', dimensionSets: ofStage },
  /** Jobs that Charge refused: too few credits, or too many active jobs, after the POST had seen enough. */
  JobsRefused: { unit: 'Count', dimensionSets: ofStage },
  JobsCompleted: { unit: 'Count', dimensionSets: byModel },
  /** Jobs that ended without a picture, for another reason than that the model refused the prompt. */
  JobsFailed: { unit: 'Count', dimensionSets: byModel },
  /** Jobs whose prompt, or whose picture, the model refused. */
  JobsBlocked: { unit: 'Count', dimensionSets: ofStage },
  /** Pictures that entered a library. */
  ImagesKept: { unit: 'Count', dimensionSets: ofModel },
  /** Credits that went back, for pictures that did not arrive. */
  CreditsRefunded: { unit: 'Count', dimensionSets: ofStage },
  /** From acceptance to the end, of completed jobs. */
  JobSeconds: { unit: 'Seconds', dimensionSets: ofModel },
  /** From a blocking request to the end of its job, however that ended. */
  SyncSeconds: { unit: 'Seconds', dimensionSets: byModel },
  /** Blocking requests that were answered 504: their jobs go on. */
  SyncTimeouts: { unit: 'Count', dimensionSets: ofStage },
  /** Blocking requests that were answered 503, for too many wait already. */
  WaitersRefused: { unit: 'Count', dimensionSets: ofStage },

  /** Jobs that the settle queue ended, because their workflow did not. */
  JobsSettled: { unit: 'Count', dimensionSets: ofStage },
  /** Those of them that were refunded. */
  SettledRefunds: { unit: 'Count', dimensionSets: ofStage },
  /** Open jobs past their deadline, counted by every sweep; also when there are none. */
  JobsOverdue: { unit: 'Count', dimensionSets: ofStage },
  /** Teams whose balance is not the sum of their ledger, counted once a day; also when there are none. */
  BalanceMismatches: { unit: 'Count', dimensionSets: ofStage },

  /** How long a sample has waited for its turn, told each time that its message is received. */
  SampleWaitSeconds: { unit: 'Seconds', dimensionSets: ofProvider },
  /** From the question to a picture. */
  ProviderSeconds: { unit: 'Seconds', dimensionSets: ofProvidersModel },
  /** Questions that the provider refused for what they ask. */
  SamplesBlocked: { unit: 'Count', dimensionSets: ofProvider },
  /** Questions that it had no room for; they are asked again. */
  SamplesBusy: { unit: 'Count', dimensionSets: ofProvider },
  /** Questions that ended without a picture for any other reason. */
  SamplesFailed: { unit: 'Count', dimensionSets: ofProvider },
  /** What calls cost us by the provider's usage, or by its list price. */
  ProviderCostUsd: { unit: 'None', dimensionSets: byProvidersModel },
  /** What calls may have cost whose answer was lost. */
  SuspectedCostUsd: { unit: 'None', dimensionSets: ofProvider },
  /** A provider told us to wait. */
  ProviderPaused: { unit: 'Count', dimensionSets: ofProvider },
  /** A provider refused our key, our bill or a model: nobody asks it for a while. */
  ProviderClosed: { unit: 'Count', dimensionSets: ofProvider },
  /** Models of the catalogue that their provider does not have any more, counted once a day. */
  ModelsGone: { unit: 'Count', dimensionSets: ofProvider },
  /** Models that end within a month, or that their provider calls legacy. */
  ModelsEnding: { unit: 'Count', dimensionSets: ofProvider },
} as const satisfies Record<
  string,
  {
    readonly unit: 'Count' | 'Seconds' | 'None';
    readonly dimensionSets: readonly (readonly DimensionName[])[];
  }
>;

export type DimensionName = 'stage' | 'provider' | 'model';
export type MetricName = keyof typeof metricCatalogue;
/** What a measurement is split by. */
export type DimensionsOf<Name extends MetricName> = {
  readonly [Dimension in (typeof metricCatalogue)[Name]['dimensionSets'][number][number]]: string;
};
export const metricNamespace = 'Darkroom';
