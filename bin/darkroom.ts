import { App, Tags } from 'aws-cdk-lib';
import { DataStack } from '../lib/data-stack.ts';
import { readOwnSettings } from '../lib/own-settings.ts';
import { ServiceStack } from '../lib/service-stack.ts';
import { stageNamed } from '../lib/stages.ts';

const app = new App();
const name = app.node.tryGetContext('stage');
// A laptop starts whatever a company wrote down for its stages.
const own = name === 'laptop' ? {} : readOwnSettings(app.node.tryGetContext('settings'));
const stage = stageNamed(name, own);
const props = { stage, ...(stage.environment === undefined ? {} : { env: stage.environment }) };

const data = new DataStack(app, `Darkroom-${stage.name}-Data`, props);
new ServiceStack(app, `Darkroom-${stage.name}-Service`, { ...props, data });

// Dashboards reject tags.
Tags.of(app).add('darkroom:stage', stage.name, { excludeResourceTypes: ['AWS::CloudWatch::Dashboard'] });

app.synth();
