import * as z from 'zod';
import type { Blueprint } from '../assembly/blueprint.ts';

const policyProperties = z.object({
  ResponseHeadersPolicyConfig: z.object({
    CorsConfig: z.object({ AccessControlAllowOrigins: z.object({ Items: z.array(z.string()) }) }).optional(),
    SecurityHeadersConfig: z
      .object({
        ContentSecurityPolicy: z.object({ ContentSecurityPolicy: z.string() }).optional(),
        ContentTypeOptions: z.object({}).optional(),
        FrameOptions: z.object({ FrameOption: z.string() }).optional(),
        ReferrerPolicy: z.object({ ReferrerPolicy: z.string() }).optional(),
        // Browsers heed Strict-Transport-Security over https only, and the laptop has none.
        StrictTransportSecurity: z.object({}).optional(),
      })
      .default({}),
    CustomHeadersConfig: z
      .object({ Items: z.array(z.object({ Header: z.string(), Value: z.string() })) })
      .default({ Items: [] }),
  }),
});

export type AddedHeaders = {
  readonly always: Readonly<Record<string, string>>;
  /** Only to requests that name their origin, and only one of these, or `*`. */
  readonly allowedOrigins: readonly string[];
};

/** What a response headers policy adds to every answer of a distribution. */
export function addedHeaders(blueprint: Blueprint, policyId: string | undefined): AddedHeaders {
  const policy = blueprint
    .all('AWS::CloudFront::ResponseHeadersPolicy', policyProperties)
    .find(({ logicalId }) => logicalId === policyId);
  if (policy === undefined) return { always: {}, allowedOrigins: [] };

  const {
    CorsConfig,
    SecurityHeadersConfig: security,
    CustomHeadersConfig: custom,
  } = policy.properties.ResponseHeadersPolicyConfig;
  const { ContentSecurityPolicy, ContentTypeOptions, FrameOptions, ReferrerPolicy } = security;
  return {
    always: {
      ...(ContentSecurityPolicy === undefined
        ? {}
        : { 'content-security-policy': ContentSecurityPolicy.ContentSecurityPolicy }),
      ...(ContentTypeOptions === undefined ? {} : { 'x-content-type-options': 'nosniff' }),
      ...(FrameOptions === undefined ? {} : { 'x-frame-options': FrameOptions.FrameOption }),
      ...(ReferrerPolicy === undefined ? {} : { 'referrer-policy': ReferrerPolicy.ReferrerPolicy }),
      ...Object.fromEntries(custom.Items.map(({ Header, Value }) => [Header.toLowerCase(), Value])),
    },
    allowedOrigins: CorsConfig?.AccessControlAllowOrigins.Items ?? [],
  };
}

/** The headers for one request. */
export function headersFor(
  { always, allowedOrigins }: AddedHeaders,
  origin: string | undefined,
): Record<string, string> {
  const allowed = allowedOrigins.find((one) => one === '*' || one === origin);
  return origin === undefined || allowed === undefined
    ? { ...always }
    : { ...always, 'access-control-allow-origin': allowed };
}
