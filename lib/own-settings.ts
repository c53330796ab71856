import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';

/** Where a company keeps what differs from the stages of this repository: nobody has to fork it for a domain name. */
const ownSettingsFile = 'stages.local.json';

const certificate = (region: string, where: string) =>
  z
    .string()
    .regex(
      new RegExp(`^arn:aws[\\w-]*:acm:${region}:\\d{12}:certificate/.+$`),
      `Must be the ARN of a certificate of ACM ${where}.`,
    );

const hostName = z
  .string()
  .regex(/^([a-z\d-]+\.)+[a-z]{2,}$/, 'Must be a host name, such as api.example.com.');

const domain = (certificateArn: z.ZodString) =>
  z
    .strictObject({
      name: hostName,
      certificateArn,
      hostedZone: z.strictObject({ id: z.string().regex(/^Z[A-Z\d]+$/), name: hostName }).optional(),
    })
    .refine(({ name, hostedZone }) => hostedZone === undefined || isIn(name, hostedZone.name), {
      path: ['name'],
      error: 'Must lie in its hosted zone.',
    });

const pace = {
  // SQS allows no fewer.
  concurrency: z.int().min(2).max(1000).optional(),
  imagesPerMinute: z.number().positive().optional(),
};
const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'Must be a region, such as eu-west-1.');

const ownStage = z
  .strictObject({
    environment: z
      .strictObject({ account: z.string().regex(/^\d{12}$/, 'Must have 12 digits.'), region })
      .optional(),
    domain: z
      .strictObject({
        api: domain(certificate('[\\w-]+', 'in the region of the stage')).optional(),
        cdn: domain(certificate('us-east-1', 'in us-east-1, where CloudFront looks for it')).optional(),
      })
      .optional(),
    firewall: z
      .union([
        z.literal('off'),
        z.strictObject({ requestsPerFiveMinutes: z.int().min(10).max(2_000_000_000) }),
      ])
      .optional(),
    alarmEmail: z.email().optional(),
    requestsPerSecond: z.int().min(1).max(10_000).optional(),
    syncWaiters: z.int().min(1).max(100_000).optional(),
    accountConcurrency: z.int().min(10).optional(),
    reservesConcurrency: z.boolean().optional(),
    defaultModel: z.string().min(1).optional(),
    sandboxModels: z.boolean().optional(),
    keepsOriginals: z.boolean().optional(),
    originalsRetentionDays: z.int().min(1).optional(),
    logRetentionDays: z.literal([7, 30, 90]).optional(),
    providers: z
      .strictObject({
        google: z.strictObject(pace).optional(),
        openai: z.strictObject(pace).optional(),
        bedrock: z.strictObject({ ...pace, region: region.optional() }).optional(),
        compatible: z
          .strictObject({
            ...pace,
            baseUrl: z.url({ protocol: /^https$/ }).optional(),
            dialect: z.enum(['openai', 'xai']).optional(),
          })
          .optional(),
      })
      .optional(),
  })
  .refine(
    ({ environment, domain }) =>
      environment === undefined ||
      domain?.api === undefined ||
      domain.api.certificateArn.split(':')[3] === environment.region,
    { path: ['domain', 'api', 'certificateArn'], error: 'Must be in the region of the stage.' },
  );

/** By stage. The laptop has none: whoever runs it chooses by variables. */
const ownSettings = z.strictObject({
  dev: ownStage.optional(),
  staging: ownStage.optional(),
  prod: ownStage.optional(),
});

export type OwnSettings = z.output<typeof ownSettings>;

/** The company's settings. No file is no settings, unless somebody named the file. */
export function readOwnSettings(namedFile?: unknown, usualFile = ownSettingsFile): OwnSettings {
  const file = typeof namedFile === 'string' ? namedFile : usualFile;
  if (namedFile === undefined && !existsSync(file)) return {};

  const parsed = ownSettings.safeParse(contentOf(file));
  if (!parsed.success) throw new Error(`${file} is not as it must be:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function contentOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`${file} cannot be read: ${String(cause)}`, { cause });
  }
}

function isIn(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}
