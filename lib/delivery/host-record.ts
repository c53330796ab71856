import {
  AaaaRecord,
  ARecord,
  HostedZone,
  type IAliasRecordTarget,
  RecordTarget,
} from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { Domain } from '../stages.ts';

/** Points a name at what answers for it, where its zone is ours to write. */
export function pointAt(scope: Construct, { name, hostedZone }: Domain, target: IAliasRecordTarget): void {
  if (hostedZone === undefined) return;
  const zone = HostedZone.fromHostedZoneAttributes(scope, 'Zone', {
    hostedZoneId: hostedZone.id,
    zoneName: hostedZone.name,
  });
  const record = { zone, recordName: `${name}.`, target: RecordTarget.fromAlias(target) };
  new ARecord(scope, 'Record', record);
  new AaaaRecord(scope, 'RecordOfIpv6', record);
}
