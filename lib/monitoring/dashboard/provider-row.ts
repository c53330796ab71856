import { type IWidget, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { billedProviders } from '../../providers.ts';
import { ourMetricByModel, ourMetricByProvider, ourMetricByProvidersModel } from '../metric.ts';
import { graph, heading } from './widgets.ts';

const all = ['sandbox', ...billedProviders] as const;

/** What providers do with our questions, and what they cost. */
export function providerRow(stage: string): readonly (readonly IWidget[])[] {
  const byProvider = (name: Parameters<typeof ourMetricByProvider>[0], title: string) =>
    graph({ title, metrics: [ourMetricByProvider(name, { stage }, Stats.SUM)] });
  return [
    [
      heading(
        'Providers',
        'Good: closed, gone and suspected cost are **0**; paused and busy now and then (the pace adapts); cost follows pictures.',
      ),
    ],
    [
      graph({
        title: 'Cost, USD; right: by model',
        metrics: [ourMetricByProvider('ProviderCostUsd', { stage }, Stats.SUM)],
        right: [ourMetricByProvidersModel('ProviderCostUsd', { stage }, Stats.SUM)],
      }),
      byProvider('SuspectedCostUsd', 'Perhaps billed in vain, USD'),
      byProvider('ProviderPaused', 'Told us to wait (429)'),
      byProvider('ProviderClosed', 'Circuit opened: nobody asks for five minutes'),
    ],
    [
      byProvider('SamplesBlocked', 'Refused the prompt or the picture'),
      byProvider('SamplesBusy', 'Had no room: asked again'),
      byProvider('SamplesFailed', 'No picture'),
      graph({
        title: 'Models that are gone, or end soon',
        metrics: [
          ourMetricByProvider('ModelsGone', { stage }, Stats.MAXIMUM),
          ourMetricByProvider('ModelsEnding', { stage }, Stats.MAXIMUM),
        ],
      }),
    ],
    all.slice(0, 3).map((provider) => latency(stage, provider)),
    all.slice(3).map((provider) => latency(stage, provider)),
  ];
}

function latency(stage: string, provider: string) {
  return graph({
    title: `${provider}: seconds to a picture, p95 by model`,
    metrics: [ourMetricByModel('ProviderSeconds', { stage, provider }, 'p95')],
    columns: 3,
  });
}
