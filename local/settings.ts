import { resolve } from 'node:path';
import * as z from 'zod';
import { awsCredentialsOf } from './secrets/aws-credentials.ts';
import type { LocalSecrets } from './secrets/secrets-face.ts';

const wholeNumber = (name: string, least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, `${name} must be a whole number from ${least} to ${most}.`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, `${name} must be from ${least} to ${most}.`);

const address = (name: string) =>
  z.url({ protocol: /^https?$/, error: `${name} must be an http or https address.` }).optional();

const environment = z.object({
  PORT: wholeNumber('PORT', 0, 65_535).default(3000),
  DARKROOM_HOME: z.string().min(1, 'DARKROOM_HOME must name a folder.').default('.darkroom'),
  DARKROOM_SYNC_WAIT_SECONDS: wholeNumber('DARKROOM_SYNC_WAIT_SECONDS', 1, 180).optional(),
  DARKROOM_SYNC_WAITERS: wholeNumber('DARKROOM_SYNC_WAITERS', 1, 10_000).optional(),
  DARKROOM_SANDBOX_SLOW_SECONDS: wholeNumber('DARKROOM_SANDBOX_SLOW_SECONDS', 0, 590).optional(),
  DARKROOM_DEFAULT_MODEL: z.string().min(1, 'DARKROOM_DEFAULT_MODEL must name a model.').optional(),
  DARKROOM_REFERENCE_ALLOW: z
    .string()
    .regex(
      /^\s*([^\s,:]+:\d+(\s*,\s*)?)*\s*$/,
      'DARKROOM_REFERENCE_ALLOW must be a list of host:port, parted by commas.',
    )
    .optional(),
  DARKROOM_KEEP_ORIGINALS: z.enum(['on', 'off'], 'DARKROOM_KEEP_ORIGINALS must be on or off.').optional(),
  DARKROOM_ASSEMBLY: z.string().min(1).optional(),
  DARKROOM_DAILY_AFTER_SECONDS: wholeNumber('DARKROOM_DAILY_AFTER_SECONDS', 0, 86_400).optional(),
  GOOGLE_API_KEY: z.string().optional(),
  GEMINI_API_KEY: z.string().optional(),
  GOOGLE_GEMINI_BASE_URL: address('GOOGLE_GEMINI_BASE_URL'),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: address('OPENAI_BASE_URL'),
  AWS_PROFILE: z.string().optional(),
  AWS_ENDPOINT_URL_BEDROCK_RUNTIME: address('AWS_ENDPOINT_URL_BEDROCK_RUNTIME'),
  OPENAI_COMPATIBLE_API_KEY: z.string().optional(),
  OPENAI_COMPATIBLE_BASE_URL: address('OPENAI_COMPATIBLE_BASE_URL'),
  OPENAI_COMPATIBLE_DIALECT: z
    .enum(['openai', 'xai'], 'OPENAI_COMPATIBLE_DIALECT must be openai or xai.')
    .optional(),
});

export type Settings = {
  /** 0 takes a free port. */
  readonly port: number;
  /** Absolute path of the data folder. */
  readonly home: string;
  /** Set in every function whose template names the variable. */
  readonly functionOverrides: Readonly<Record<string, string>>;
  /** What the secrets of providers hold, by the last part of their names; a provider without is not set up. */
  readonly secrets: LocalSecrets;
  /** Templates that were synthesised before; undefined to synthesise now. */
  readonly assemblyDirectory: string | undefined;
  /** How long after the start what is due daily runs first; undefined for a minute. */
  readonly dailyAfterMillis: number | undefined;
};

/** A variable of the environment is not what it must be. */
export class BadSetting extends Error {
  override name = 'BadSetting' as const;
}

export function readSettings(variables: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    throw new BadSetting(
      parsed.error.issues
        .map(({ path, message }) => `${message} It is "${variables[String(path[0])]}".`)
        .join('\n'),
    );
  }
  const { PORT, DARKROOM_HOME, DARKROOM_ASSEMBLY, DARKROOM_DAILY_AFTER_SECONDS, ...overrides } = parsed.data;
  const compatibleUrl = overrides.OPENAI_COMPATIBLE_BASE_URL;

  return {
    port: PORT,
    home: resolve(DARKROOM_HOME),
    assemblyDirectory: DARKROOM_ASSEMBLY === undefined ? undefined : resolve(DARKROOM_ASSEMBLY),
    dailyAfterMillis:
      DARKROOM_DAILY_AFTER_SECONDS === undefined ? undefined : DARKROOM_DAILY_AFTER_SECONDS * 1000,
    functionOverrides: withoutAbsent({
      SYNC_WAIT_SECONDS: overrides.DARKROOM_SYNC_WAIT_SECONDS,
      SYNC_WAITERS: overrides.DARKROOM_SYNC_WAITERS,
      SANDBOX_SLOW_SECONDS: overrides.DARKROOM_SANDBOX_SLOW_SECONDS,
      DEFAULT_MODEL: overrides.DARKROOM_DEFAULT_MODEL,
      REFERENCE_ALLOW: overrides.DARKROOM_REFERENCE_ALLOW,
      KEEP_ORIGINALS: overrides.DARKROOM_KEEP_ORIGINALS,
      GOOGLE_BASE_URL: overrides.GOOGLE_GEMINI_BASE_URL,
      OPENAI_BASE_URL: overrides.OPENAI_BASE_URL,
      BEDROCK_BASE_URL: overrides.AWS_ENDPOINT_URL_BEDROCK_RUNTIME,
      COMPATIBLE_BASE_URL: compatibleUrl,
      COMPATIBLE_DIALECT: overrides.OPENAI_COMPATIBLE_DIALECT,
    }),
    secrets: {
      // As Google's SDK has it: the first wins.
      google: fixed(overrides.GOOGLE_API_KEY ?? overrides.GEMINI_API_KEY),
      openai: fixed(overrides.OPENAI_API_KEY),
      // A server of one's own may want no key, but its client does.
      compatible: fixed(compatibleUrl && (overrides.OPENAI_COMPATIBLE_API_KEY ?? 'none')),
      bedrock: overrides.AWS_PROFILE === undefined ? undefined : awsCredentialsOf(overrides.AWS_PROFILE),
    },
  };
}

function fixed(value: string | undefined): LocalSecrets[string] {
  return value === undefined ? undefined : async () => value;
}

function withoutAbsent(values: Record<string, string | number | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}

export const settingsHelp = `Usage: npm start

Runs the whole service on this machine: no AWS, no Docker, no keys. Ctrl-C ends it; everything is kept.

  PORT                           where the API listens, on 127.0.0.1 (3000; 0 for a free port)
  DARKROOM_HOME                  the data folder (.darkroom)
  DARKROOM_SYNC_WAIT_SECONDS     how long a blocking call waits before it answers 504 (180, at most 180)
  DARKROOM_SYNC_WAITERS          how many calls may block at once before the next answers 503 (100)
  DARKROOM_SANDBOX_SLOW_SECONDS  how long the model sandbox-slow takes (200, at most 590)
  DARKROOM_DEFAULT_MODEL         the model of a request that names none (sandbox)
  DARKROOM_REFERENCE_ALLOW       host:port,… that refImageUrls may name although they are not public (none)
  DARKROOM_DAILY_AFTER_SECONDS   how long after the start what runs daily runs first: checks of models and balances (60)
  DARKROOM_KEEP_ORIGINALS        on keeps the providers' own bytes beside each picture (off)

With a key, real models draw, and their providers bill you:

  GEMINI_API_KEY                 Google's; GOOGLE_API_KEY wins where both are set
  OPENAI_API_KEY                 OpenAI's
  AWS_PROFILE                    whose credentials ask Bedrock for Stability's models
  OPENAI_COMPATIBLE_BASE_URL     any server that speaks OpenAI's language, with OPENAI_COMPATIBLE_API_KEY where it wants
                                 one, and OPENAI_COMPATIBLE_DIALECT (openai, or xai)
  GOOGLE_GEMINI_BASE_URL, OPENAI_BASE_URL, AWS_ENDPOINT_URL_BEDROCK_RUNTIME
                                 where these are asked, instead of at their own addresses

Example: PORT=3001 DARKROOM_SYNC_WAIT_SECONDS=10 npm start`;
