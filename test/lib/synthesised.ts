import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import cdkJson from '../../cdk.json' with { type: 'json' };
import { DataStack } from '../../lib/data-stack.ts';
import type { OwnSettings } from '../../lib/own-settings.ts';
import { ServiceStack } from '../../lib/service-stack.ts';
import { stageNamed } from '../../lib/stages.ts';

type Templates = { readonly data: Template; readonly service: Template };

const known = new Map<string, Templates>();

/** The two templates of a stage, without the functions' bundles: made once for a file of tests, which only look at them. */
export function synthesised(stageName = 'dev', own: OwnSettings = {}): Templates {
  const key = JSON.stringify([stageName, own]);
  const templates = known.get(key) ?? synthesisedAnew(stageName, own);
  known.set(key, templates);
  return templates;
}

export function synthesisedAnew(stageName: string, own: OwnSettings = {}): Templates {
  const app = new App({ context: { ...cdkJson.context, 'aws:cdk:bundling-stacks': [] } });
  const stage = stageNamed(stageName, own);
  const data = new DataStack(app, `Darkroom-${stageName}-Data`, { stage });
  const service = new ServiceStack(app, `Darkroom-${stageName}-Service`, { stage, data });

  return { data: Template.fromStack(data), service: Template.fromStack(service) };
}

/** Resources of one type, by logical id. */
export function resourcesOf(template: Template, type: string): [string, Properties][] {
  return Object.entries(template.findResources(type)).map(([logicalId, resource]) => [
    logicalId,
    (resource as { Properties: Properties }).Properties,
  ]);
}

/** Template properties, to be looked into by tests. */
// biome-ignore lint/suspicious/noExplicitAny: a template's shape is what the tests are about
type Properties = Record<string, any>;
