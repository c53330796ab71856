import type { Prices } from './prices.ts';
import type { StandingResource } from './standing-resources.ts';

type IdleLine = { readonly what: string; readonly amount: number | undefined; readonly usdOfMonth: number };

/** A queue without messages is still asked: five readers that wait 20 s each, by what AWS writes of its event sources. */
const pollsOfIdleQueue = (5 * 30 * 24 * 3600) / 20;

/** Keys of Google, OpenAI and one compatible provider, if all are set up. */
const secrets = 3;

/** What a stage costs in a month of 30 days in which nobody asks for anything. */
export function idleMonth(
  standing: Readonly<Record<StandingResource, number>>,
  { monthly, sqs }: Prices,
): readonly IdleLine[] {
  const line = (what: string, amount: number, usd: number) => ({ what, amount, usdOfMonth: amount * usd });
  const lines = [
    line('alarms', standing.alarms, monthly.alarm),
    line('composite alarms', standing.compositeAlarms, monthly.compositeAlarm),
    line('dashboards', standing.dashboards, monthly.dashboard),
    line('web ACLs, beside their rules', standing.webAcls, monthly.webAcl),
    line('secrets, if every provider is set up', secrets, monthly.secret),
    line('reading empty queues, by event sources', standing.eventSources, pollsOfIdleQueue * sqs.request),
  ];
  const usdOfMonth = lines.reduce((sum, one) => sum + one.usdOfMonth, 0);
  return [...lines.filter(({ amount }) => amount > 0), { what: '**in all**', amount: undefined, usdOfMonth }];
}
