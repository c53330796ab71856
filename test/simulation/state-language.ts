/** What the workflow uses of the Amazon States Language. */
export type State = {
  Type: string;
  Next?: string;
  End?: boolean;
  Resource?: string;
  Parameters?: Json;
  ResultPath?: string;
  TimeoutSecondsPath?: string;
  ItemsPath?: string;
  ItemSelector?: Json;
  ItemProcessor?: Machine;
  Retry?: Retry[];
  Catch?: { ErrorEquals: string[]; ResultPath?: string; Next: string }[];
  Error?: string;
  Cause?: string;
};
export type Retry = {
  ErrorEquals: string[];
  MaxAttempts?: number;
  IntervalSeconds?: number;
  BackoffRate?: number;
  MaxDelaySeconds?: number;
};
export type Machine = { StartAt: string; States: Record<string, State> };
export type Json = Record<string, unknown>;
