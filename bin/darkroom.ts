import { App, Tags } from 'aws-cdk-lib';
import { DataStack } from '../lib/data-stack.ts';
import { ServiceStack } from '../lib/service-stack.ts';
import { stageNamed } from '../lib/stages.ts';

const app = new App();
const stage = stageNamed(app.node.tryGetContext('stage'));
const props = { stage, ...(stage.environment === undefined ? {} : { env: stage.environment }) };

const data = new DataStack(app, `Darkroom-${stage.name}-Data`, props);
new ServiceStack(app, `Darkroom-${stage.name}-Service`, { ...props, data });

// Dashboards reject tags.
Tags.of(app).add('darkroom:stage', stage.name, { excludeResourceTypes: ['AWS::CloudWatch::Dashboard'] });

app.synth();
