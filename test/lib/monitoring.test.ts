import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { metricCatalogue } from '../../lambdas/observability/metric-catalogue.ts';
import { alarmsOf, dashboardOf, metricsOfAlarms, metricsOfDashboard, named } from './named-metrics.ts';
import { resourcesOf, synthesised } from './synthesised.ts';

const { service } = synthesised('prod');
const catalogue = Object.entries(metricCatalogue).flatMap(([metric, { dimensionSets }]) =>
  dimensionSets.map((names) => named(metric, names)),
);
const runbook = readFileSync('docs/runbook.md', 'utf8');

/** `darkroom-prod-google-ProviderClosed` → `ProviderClosed`. */
const kindOf = (alarmName: string) => alarmName.replace(/^darkroom-prod-/, '').replace(/^[a-z]+-/, '');
const kinds = [...new Set(alarmsOf(service).map(({ AlarmName }) => kindOf(AlarmName)))].sort();

describe('metrics of ours', () => {
  it('that alarms and the dashboard name are in the catalogue, split as they name them', () => {
    const looked = [...metricsOfAlarms(service), ...metricsOfDashboard(service)];

    expect(looked.length).toBeGreaterThan(50);
    expect(looked.filter((metric) => !catalogue.includes(metric))).toEqual([]);
  });

  it('that are in the catalogue are looked at by an alarm or the dashboard, in every way that they are split', () => {
    const looked = new Set([...metricsOfAlarms(service), ...metricsOfDashboard(service)]);

    expect(catalogue.filter((metric) => !looked.has(metric))).toEqual([]);
  });
});

describe('alarms', () => {
  it('tell one topic of every change for the worse and for the better', () => {
    const told = resourcesOf(service, 'AWS::CloudWatch::Alarm').map(([, { AlarmActions, OKActions }]) => [
      AlarmActions,
      OKActions,
    ]);
    const [first] = told;

    expect(told.every((actions) => JSON.stringify(actions) === JSON.stringify(first))).toBe(true);
    expect(JSON.stringify(first)).toMatch(/MonitoringAlarmsTopic/);
  });

  it('have a heading each in the runbook, which says what fired, who is hurt, where to look and what to do', () => {
    const sections = new Map(
      runbook
        .slice(runbook.indexOf('## Alarms'))
        .split(/^### /m)
        .slice(1)
        .map((section) => [section.slice(0, section.indexOf('\n')), section.split(/^## /m)[0] ?? '']),
    );

    expect([...sections.keys()].sort()).toEqual(kinds);
    for (const [kind, section] of sections) {
      for (const part of ['**What fired.**', '**Who is hurt.**', '**Look here.**', '**Do this.**'])
        expect(section, `${part} of ${kind}`).toContain(part);
      expect(section, kind).toContain(
        `console.aws.amazon.com/cloudwatch/home#alarmsV2:alarm/darkroom-<stage>-`,
      );
    }
  });

  it('name their heading of the runbook in what they say', () => {
    for (const [, { AlarmName, AlarmDescription }] of resourcesOf(service, 'AWS::CloudWatch::Alarm'))
      expect(AlarmDescription, AlarmName).toContain(`docs/runbook.md, "${kindOf(AlarmName)}"`);
  });

  it('are sent by mail where the stage names an address, and to nobody else', () => {
    const told = synthesised('prod', { prod: { alarmEmail: 'night@example.com' } }).service;

    expect(resourcesOf(service, 'AWS::SNS::Subscription')).toEqual([]);
    expect(
      resourcesOf(told, 'AWS::SNS::Subscription').map(([, { Protocol, Endpoint }]) => [Protocol, Endpoint]),
    ).toEqual([['email', 'night@example.com']]);
  });

  it('may be told to their topic by CloudWatch, of this account alone and over TLS', () => {
    const [[, { PolicyDocument }] = ['', { PolicyDocument: { Statement: [] } }]] = resourcesOf(
      service,
      'AWS::SNS::TopicPolicy',
    );

    expect(PolicyDocument.Statement).toMatchObject([
      { Effect: 'Deny', Action: 'sns:Publish', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      {
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      },
    ]);
  });

  it('have names of which none comes twice', () => {
    const names = alarmsOf(service).map(({ AlarmName }) => AlarmName);

    expect(new Set(names).size).toBe(names.length);
    expect(kinds).toContain('BalanceMismatch');
  });
});

describe('the dashboard', () => {
  const { widgets } = dashboardOf(service);
  const headings = widgets.flatMap(({ properties: { markdown } }) =>
    markdown === undefined ? [] : [/^## (.*)$/m.exec(markdown)?.[1]],
  );

  it('begins with whether customers are served and money is right', () => {
    expect(headings).toEqual([
      'Are customers served, and is money right?',
      'API',
      'Workflow',
      'Queues',
      'Providers',
      'Functions',
      'DynamoDB',
      'CDN',
    ]);
  });

  it('says of each row what good looks like', () => {
    for (const { type, properties } of widgets)
      if (type === 'text') expect(properties.markdown).toMatch(/^## .*\nGood: /);
  });
});

it('each provider is asked once a day, by its own worker, whether its models live, and balances are audited', () => {
  const daily = resourcesOf(service, 'AWS::Events::Rule').filter(
    ([, { ScheduleExpression }]) => ScheduleExpression === 'rate(1 day)',
  );

  expect(daily.map(([, { Targets }]) => JSON.stringify(Targets[0].Arn))).toEqual([
    expect.stringContaining('GenerateGoogle'),
    expect.stringContaining('GenerateOpenAi'),
    expect.stringContaining('GenerateBedrock'),
    expect.stringContaining('GenerateCompatible'),
    expect.stringContaining('WorkersAuditBalances'),
  ]);
});
