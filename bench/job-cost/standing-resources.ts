import { readFileSync } from 'node:fs';
import * as z from 'zod';

/** Prod's templates, as a test holds them to what would be deployed: the stage that has everything. */
const templates = ['service', 'data'].map(
  (stack) => new URL(`../../test/lib/snapshots/${stack}.prod.json`, import.meta.url),
);

const template = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.unknown() })),
});
const alarm = z.object({ Metrics: z.array(z.object({ MetricStat: z.unknown().optional() })).optional() });
const webAcl = z.object({ Rules: z.array(z.unknown()) });

/** What costs something each month whether or not anybody asks for a picture. */
export type StandingResources = {
  readonly alarms: number;
  /** An alarm on one metric is billed once, one on a sum of several once for each. */
  readonly alarmMetrics: number;
  readonly compositeAlarms: number;
  readonly dashboards: number;
  readonly webAcls: number;
  /** A group of AWS's counts as one. */
  readonly webAclRules: number;
  readonly eventSources: number;
};

export function standingResources(): StandingResources {
  const resources = templates.flatMap((file) =>
    Object.values(template.parse(JSON.parse(readFileSync(file, 'utf8'))).Resources),
  );
  const of = (type: string) =>
    resources.filter(({ Type }) => Type === type).map(({ Properties }) => Properties);
  const alarms = of('AWS::CloudWatch::Alarm').map((properties) => alarm.parse(properties));
  const webAcls = of('AWS::WAFv2::WebACL').map((properties) => webAcl.parse(properties));

  return {
    alarms: alarms.length,
    alarmMetrics: sum(alarms.map(metricsOf)),
    compositeAlarms: of('AWS::CloudWatch::CompositeAlarm').length,
    dashboards: of('AWS::CloudWatch::Dashboard').length,
    webAcls: webAcls.length,
    webAclRules: sum(webAcls.map(({ Rules }) => Rules.length)),
    eventSources: of('AWS::Lambda::EventSourceMapping').length,
  };
}

function metricsOf({ Metrics }: z.output<typeof alarm>): number {
  return Metrics?.filter(({ MetricStat }) => MetricStat !== undefined).length ?? 1;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
