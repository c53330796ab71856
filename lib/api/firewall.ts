import { Aws } from 'aws-cdk-lib';
import type { Stage as ApiStage } from 'aws-cdk-lib/aws-apigateway';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { Firewall as FirewallSettings, Stage } from '../stages.ts';
import { type ManagedRules, managedRules } from './managed-rules.ts';

/** Whoever was refused may come back when a part of the five minutes is over. */
const retryAfterSeconds = 60;

/**
 * Answers addresses that ask too much with 429, and refuses what AWS knows as attacks. Teams have limits of their own, so
 * this is against those who have no key, or guess at keys. It sees no bodies: their rules only count.
 */
export class Firewall extends Construct {
  constructor(scope: Construct, id: string, { stage, apiStage, settings }: FirewallProps) {
    super(scope, id);
    const webAcl = new CfnWebACL(this, 'WebAcl', {
      name: `darkroom-${stage.name}`,
      description: 'Darkroom: limits addresses and refuses known attacks',
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      customResponseBodies: { [tooManyRequests]: { contentType: 'APPLICATION_JSON', content: envelope } },
      rules: [limitOfAnAddress(settings), ...managedRules.map(ruleOf)],
      visibilityConfig: visibleAs('all'),
      // Samples of requests are for whoever tunes the rules; keys are for nobody.
      dataProtectionConfig: {
        dataProtections: [
          { action: 'SUBSTITUTION', field: { fieldType: 'SINGLE_HEADER', fieldKeys: ['authorization'] } },
        ],
      },
    });
    new CfnWebACLAssociation(this, 'Association', {
      webAclArn: webAcl.attrArn,
      resourceArn: `arn:${Aws.PARTITION}:apigateway:${Aws.REGION}::/restapis/${apiStage.restApi.restApiId}/stages/${apiStage.stageName}`,
    });
  }
}

type FirewallProps = {
  readonly stage: Stage;
  readonly settings: FirewallSettings;
  readonly apiStage: ApiStage;
};

const tooManyRequests = 'TooManyRequests';

/** The API's envelope as far as a firewall can: its bodies are fixed, so the request has no id to tell. */
const envelope = JSON.stringify({
  error: 'Too many requests from your address. Wait a minute.',
  code: 'rate_limited',
  requestId: 'none',
});

function limitOfAnAddress({ requestsPerFiveMinutes }: FirewallSettings): CfnWebACL.RuleProperty {
  const headers = {
    'Retry-After': String(retryAfterSeconds),
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'Retry-After',
  };
  return {
    name: 'LimitOfAnAddress',
    // First, so that it counts also what a later rule refuses.
    priority: 0,
    statement: {
      rateBasedStatement: { aggregateKeyType: 'IP', evaluationWindowSec: 300, limit: requestsPerFiveMinutes },
    },
    action: {
      block: {
        customResponse: {
          responseCode: 429,
          customResponseBodyKey: tooManyRequests,
          responseHeaders: Object.entries(headers).map(([name, value]) => ({ name, value })),
        },
      },
    },
    visibilityConfig: visibleAs('LimitOfAnAddress'),
  };
}

/** Blocks as AWS means it, with `WAF_FILTERED` as the answer, but for what is only counted. */
function ruleOf({ name, counted }: ManagedRules, index: number): CfnWebACL.RuleProperty {
  return {
    name,
    priority: index + 1,
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        ruleActionOverrides: Object.keys(counted).map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      },
    },
    overrideAction: { none: {} },
    visibilityConfig: visibleAs(name),
  };
}

function visibleAs(metricName: string) {
  return { cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName };
}
