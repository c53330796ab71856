import { DomainName, EndpointType, type RestApi, SecurityPolicy } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ApiGatewayDomain } from 'aws-cdk-lib/aws-route53-targets';
import type { Construct } from 'constructs';
import { pointAt } from '../delivery/host-record.ts';
import type { Domain } from '../stages.ts';

/** Serves the API at the root of the company's own name. AWS's own address goes on, behind the same firewall. */
export function nameApi(scope: Construct, api: RestApi, domain: Domain): void {
  const domainName = new DomainName(scope, 'Domain', {
    domainName: domain.name,
    certificate: Certificate.fromCertificateArn(scope, 'Certificate', domain.certificateArn),
    endpointType: EndpointType.REGIONAL,
    securityPolicy: SecurityPolicy.TLS_1_2,
    mapping: api,
  });
  pointAt(scope, domain, {
    alias: new ApiGatewayDomain(domainName),
    host: domainName.domainNameAliasDomainName,
  });
}
