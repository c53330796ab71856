import { CfnOutput, Stack } from 'aws-cdk-lib';
import {
  AaaaRecord,
  ARecord,
  HostedZone,
  type IAliasRecordTarget,
  RecordTarget,
} from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { Domain } from '../stages.ts';

/** What answers for a name: for a zone of ours, and as a host for whoever runs their DNS elsewhere. */
type NameTarget = { readonly alias: IAliasRecordTarget; readonly host: string };

/** Points a name at what answers for it, where its zone is ours to write; else tells where it has to point. */
export function pointAt(scope: Construct, { name, hostedZone }: Domain, { alias, host }: NameTarget): void {
  if (hostedZone === undefined) {
    new CfnOutput(Stack.of(scope), 'PointNameAt', { value: host, description: `CNAME of ${name}` });
    return;
  }
  const zone = HostedZone.fromHostedZoneAttributes(scope, 'Zone', {
    hostedZoneId: hostedZone.id,
    zoneName: hostedZone.name,
  });
  const record = { zone, recordName: `${name}.`, target: RecordTarget.fromAlias(alias) };
  new ARecord(scope, 'Record', record);
  new AaaaRecord(scope, 'RecordOfIpv6', record);
}
