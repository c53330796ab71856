import type { Scenario } from '../scenario.ts';
import {
  balanceMismatch,
  callersTimeOut,
  jobsFail,
  jobsOverdue,
  jobsSettledByRefund,
  waitersRefused,
} from './customers.ts';
import { modelsEnding, modelsGone, providerClosed, suspectedCost } from './providers.ts';

export const scenarios: readonly Scenario[] = [
  jobsFail,
  callersTimeOut,
  waitersRefused,
  balanceMismatch,
  jobsSettledByRefund,
  jobsOverdue,
  providerClosed,
  modelsGone,
  modelsEnding,
  suspectedCost,
];

const awsCountsThem = 'AWS counts this, and a laptop has no AWS';

/** Alarms that no laptop can make true, and why. */
export const onlyInAws: Readonly<Record<string, string>> = {
  SweepSilent: 'it fires when nothing was counted for a quarter of an hour',
  ProviderQueueOld: awsCountsThem,
  ApiFails: awsCountsThem,
  WorkflowsBroken: awsCountsThem,
  SettleQueueOld: awsCountsThem,
  DeadLetters: awsCountsThem,
  GuardiansFail: awsCountsThem,
  AuditFails: awsCountsThem,
  FunctionsThrottled: awsCountsThem,
  TablesThrottled: awsCountsThem,
};
