import { readAssembly } from '../../local/assembly/assembly.ts';

/** Types that cost something each month whether or not anybody asks for a picture. */
const standingTypes = {
  alarms: 'AWS::CloudWatch::Alarm',
  compositeAlarms: 'AWS::CloudWatch::CompositeAlarm',
  dashboards: 'AWS::CloudWatch::Dashboard',
  webAcls: 'AWS::WAFv2::WebACL',
  eventSources: 'AWS::Lambda::EventSourceMapping',
} as const;

export type StandingResource = keyof typeof standingTypes;

export async function standingResources(assembly: string): Promise<Record<StandingResource, number>> {
  const { resources } = await readAssembly(assembly);
  const count = (type: string) => [...resources.values()].filter(({ Type }) => Type === type).length;
  const { alarms, compositeAlarms, dashboards, webAcls, eventSources } = standingTypes;
  return {
    alarms: count(alarms),
    compositeAlarms: count(compositeAlarms),
    dashboards: count(dashboards),
    webAcls: count(webAcls),
    eventSources: count(eventSources),
  };
}
