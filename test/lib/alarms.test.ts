import { expect, it } from 'vitest';
import { metricUnits } from '../../lambdas/observability/metrics.ts';
import { billedProviders } from '../../lib/providers.ts';
import { resourcesOf, synthesised } from './synthesised.ts';

const alarms = resourcesOf(synthesised('prod').service, 'AWS::CloudWatch::Alarm').map(([, alarm]) => alarm);

it('an alarm watches for each provider that bills whether it refuses us, by a metric that is emitted', () => {
  const watched = alarms.map(({ Namespace, MetricName, Dimensions }) => ({
    Namespace,
    MetricName,
    Dimensions,
  }));

  expect(watched).toEqual(
    billedProviders.map((provider) => ({
      Namespace: 'Darkroom',
      MetricName: 'ProviderClosed',
      Dimensions: [
        { Name: 'provider', Value: provider },
        { Name: 'stage', Value: 'prod' },
      ],
    })),
  );
  expect(Object.keys(metricUnits)).toEqual(
    expect.arrayContaining(watched.map(({ MetricName }) => MetricName)),
  );
});
