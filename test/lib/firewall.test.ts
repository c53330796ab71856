import { describe, expect, it } from 'vitest';
import { managedRules } from '../../lib/api/managed-rules.ts';
import { stageNamed } from '../../lib/stages.ts';
import { resourcesOf, synthesised } from './synthesised.ts';

const { service } = synthesised('prod');
const dev = synthesised('dev');
const [[webAclId, webAcl] = []] = resourcesOf(service, 'AWS::WAFv2::WebACL');
const rules: Record<string, unknown>[] = webAcl?.['Rules'] ?? [];

function rule(name: string) {
  return rules.find(({ Name }) => Name === name);
}

function countedOf(group: string): readonly string[] {
  return Object.keys(managedRules.find(({ name }) => name === group)?.counted ?? {}).toSorted();
}

describe('the firewall', () => {
  it('stands before the API of staging and prod, and of no other stage', () => {
    const [[, association] = []] = resourcesOf(service, 'AWS::WAFv2::WebACLAssociation');
    expect(association?.['WebACLArn']).toEqual({ 'Fn::GetAtt': [webAclId, 'Arn'] });
    expect(JSON.stringify(association?.['ResourceArn'])).toMatch(
      /apigateway:.*::\/restapis\/.*RestApi.*\/stages\/.*DeploymentStageapi/,
    );
    expect(webAcl).toMatchObject({ Scope: 'REGIONAL', DefaultAction: { Allow: {} } });
    expect(
      ['laptop', 'dev', 'staging', 'prod'].filter((stage) => stageNamed(stage).firewall !== 'off'),
    ).toEqual(['staging', 'prod']);
    expect(resourcesOf(dev.service, 'AWS::WAFv2::WebACL')).toEqual([]);
  });

  it("answers an address that asks too much 429 in the API's envelope, and says when to come back", () => {
    expect(rule('LimitOfAnAddress')).toMatchObject({
      Priority: 0,
      Statement: {
        RateBasedStatement: { AggregateKeyType: 'IP', EvaluationWindowSec: 300, Limit: 15_000 },
      },
      Action: {
        Block: {
          CustomResponse: {
            ResponseCode: 429,
            CustomResponseBodyKey: 'TooManyRequests',
            ResponseHeaders: expect.arrayContaining([
              { Name: 'Retry-After', Value: '60' },
              { Name: 'Access-Control-Allow-Origin', Value: '*' },
            ]),
          },
        },
      },
    });
    const { ContentType, Content = '' } = webAcl?.['CustomResponseBodies'].TooManyRequests ?? {};
    expect(ContentType).toBe('APPLICATION_JSON');
    expect(JSON.parse(Content)).toEqual({
      error: expect.any(String),
      code: 'rate_limited',
      requestId: expect.any(String),
    });
  });

  it('leaves room for a team at its own limit, whatever its address', () => {
    const teamsLimit = 600 * 5;
    const ofAnAddress = rule('LimitOfAnAddress') as { Statement: { RateBasedStatement: { Limit: number } } };

    expect(ofAnAddress.Statement.RateBasedStatement.Limit).toBeGreaterThan(teamsLimit);
  });

  it.each(managedRules)('lets $name block, but for the rules that have a reason to be counted', (group) => {
    const found = rule(group.name) as {
      OverrideAction: unknown;
      Statement: { ManagedRuleGroupStatement: { RuleActionOverrides: unknown } };
    };

    expect(found.OverrideAction).toEqual({ None: {} });
    expect(found.Statement.ManagedRuleGroupStatement).toMatchObject({ VendorName: 'AWS', Name: group.name });
    expect(found.Statement.ManagedRuleGroupStatement.RuleActionOverrides).toEqual(
      Object.keys(group.counted).map((name) => ({ Name: name, ActionToUse: { Count: {} } })),
    );
    expect(Object.values(group.counted).filter((reason) => reason.length < 20)).toEqual([]);
  });

  it('blocks nobody for what a body says: prompts, references and pictures in base64 would be', () => {
    expect(countedOf('AWSManagedRulesCommonRuleSet').filter((name) => name.endsWith('_BODY'))).toEqual([
      'CrossSiteScripting_BODY',
      'EC2MetaDataSSRF_BODY',
      'GenericLFI_BODY',
      'GenericRFI_BODY',
      'SizeRestrictions_BODY',
    ]);
    expect(countedOf('AWSManagedRulesKnownBadInputsRuleSet')).toEqual([
      'JavaDeserializationRCE_BODY',
      'Log4JRCE_BODY',
      'ReactJSRCE_BODY',
    ]);
  });

  it('blocks no search for what it looks for, and no program for saying nothing of itself', () => {
    expect(countedOf('AWSManagedRulesCommonRuleSet').filter((name) => !name.endsWith('_BODY'))).toEqual([
      'CrossSiteScripting_QUERYARGUMENTS',
      'EC2MetaDataSSRF_QUERYARGUMENTS',
      'GenericLFI_QUERYARGUMENTS',
      'GenericRFI_QUERYARGUMENTS',
      'NoUserAgent_HEADER',
      'RestrictedExtensions_QUERYARGUMENTS',
      'SizeRestrictions_QUERYSTRING',
    ]);
  });

  it('shows keys to nobody who looks at samples', () => {
    expect(webAcl?.['DataProtectionConfig'].DataProtections).toEqual([
      { Action: 'SUBSTITUTION', Field: { FieldType: 'SINGLE_HEADER', FieldKeys: ['authorization'] } },
    ]);
  });
});
