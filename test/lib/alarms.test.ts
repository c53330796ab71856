import { expect, it } from 'vitest';
import { metricUnits } from '../../lambdas/observability/metrics.ts';
import { billedProviders } from '../../lib/providers.ts';
import { resourcesOf, synthesised } from './synthesised.ts';

const { service } = synthesised('prod');
const alarms = resourcesOf(service, 'AWS::CloudWatch::Alarm').map(([, alarm]) => alarm);

it('alarms watch for each provider whether it refuses us, and whether its models end, by metrics that are emitted', () => {
  const watched = alarms.map(({ Namespace, MetricName, Dimensions }) => ({
    Namespace,
    MetricName,
    Dimensions,
  }));

  expect(watched).toEqual(
    billedProviders.flatMap((provider) =>
      ['ProviderClosed', 'ModelsGone', 'ModelsEnding'].map((MetricName) => ({
        Namespace: 'Darkroom',
        MetricName,
        Dimensions: [
          { Name: 'provider', Value: provider },
          { Name: 'stage', Value: 'prod' },
        ],
      })),
    ),
  );
  expect(Object.keys(metricUnits)).toEqual(
    expect.arrayContaining(watched.map(({ MetricName }) => MetricName)),
  );
});

it('each provider is asked once a day, by its own worker, whether its models still live', () => {
  const daily = resourcesOf(service, 'AWS::Events::Rule').filter(
    ([, { ScheduleExpression }]) => ScheduleExpression === 'rate(1 day)',
  );

  expect(daily.map(([, { Targets }]) => JSON.stringify(Targets[0].Arn))).toEqual([
    expect.stringContaining('GenerateGoogle'),
    expect.stringContaining('GenerateOpenAi'),
    expect.stringContaining('GenerateBedrock'),
    expect.stringContaining('GenerateCompatible'),
  ]);
});
