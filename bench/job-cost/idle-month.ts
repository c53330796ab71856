import { billedProviders } from '../../lib/providers.ts';
import type { Prices } from './prices.ts';
import type { StandingResources } from './standing-resources.ts';

type IdleLine = { readonly what: string; readonly amount: number | undefined; readonly usdOfMonth: number };

/** A queue without messages is still asked: five readers that wait 20 s each, by what AWS writes of its event sources. */
const pollsOfIdleQueue = (5 * 30 * 24 * 3600) / 20;

/** Keys of Google, OpenAI and one compatible provider, if all are set up. */
const secrets = 3;

/** What the sweep, the audit and the daily look at models write, found or not. */
const metricsOfStage = ['JobsOverdue', 'BalanceMismatches'];
const metricsOfProvider = ['ModelsGone', 'ModelsEnding'];
const idleMetrics = metricsOfStage.length + metricsOfProvider.length * billedProviders.length;

/** What a stage costs in a month of 30 days in which nobody asks for anything. */
export function idleMonth(standing: StandingResources, { monthly, sqs }: Prices): readonly IdleLine[] {
  const line = (what: string, amount: number, usd: number) => ({ what, amount, usdOfMonth: amount * usd });
  const lines = [
    line(`metrics of ${standing.alarms} alarms`, standing.alarmMetrics, monthly.alarm),
    line('composite alarms', standing.compositeAlarms, monthly.compositeAlarm),
    line('metrics that are written all the same', idleMetrics, monthly.customMetric),
    line('dashboards', standing.dashboards, monthly.dashboard),
    line('the firewall: web ACLs', standing.webAcls, monthly.webAcl),
    line('the firewall: rules, and groups of them', standing.webAclRules, monthly.webAclRule),
    line('secrets, if every provider is set up', secrets, monthly.secret),
    line('reading empty queues, by event sources', standing.eventSources, pollsOfIdleQueue * sqs.request),
  ];
  const usdOfMonth = lines.reduce((sum, one) => sum + one.usdOfMonth, 0);
  return [...lines.filter(({ amount }) => amount > 0), { what: '**in all**', amount: undefined, usdOfMonth }];
}
