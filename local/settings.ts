import { resolve } from 'node:path';
import * as z from 'zod';

const wholeNumber = (name: string, least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, `${name} must be a whole number from ${least} to ${most}.`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, `${name} must be from ${least} to ${most}.`);

const environment = z.object({
  PORT: wholeNumber('PORT', 0, 65_535).default(3000),
  DARKROOM_HOME: z.string().min(1, 'DARKROOM_HOME must name a folder.').default('.darkroom'),
  DARKROOM_SYNC_WAIT_SECONDS: wholeNumber('DARKROOM_SYNC_WAIT_SECONDS', 1, 180).optional(),
  DARKROOM_SANDBOX_SLOW_SECONDS: wholeNumber('DARKROOM_SANDBOX_SLOW_SECONDS', 0, 590).optional(),
  DARKROOM_DEFAULT_MODEL: z.string().min(1, 'DARKROOM_DEFAULT_MODEL must name a model.').optional(),
  DARKROOM_REFERENCE_ALLOW: z
    .string()
    .regex(
      /^\s*([^\s,:]+:\d+(\s*,\s*)?)*\s*$/,
      'DARKROOM_REFERENCE_ALLOW must be a list of host:port, parted by commas.',
    )
    .optional(),
  DARKROOM_ASSEMBLY: z.string().min(1).optional(),
});

export type Settings = {
  /** 0 takes a free port. */
  readonly port: number;
  /** Absolute path of the data folder. */
  readonly home: string;
  /** Set in every function whose template names the variable. */
  readonly functionOverrides: Readonly<Record<string, string>>;
  /** Templates that were synthesised before; undefined to synthesise now. */
  readonly assemblyDirectory: string | undefined;
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
  const { PORT, DARKROOM_HOME, DARKROOM_ASSEMBLY, ...overrides } = parsed.data;

  return {
    port: PORT,
    home: resolve(DARKROOM_HOME),
    assemblyDirectory: DARKROOM_ASSEMBLY === undefined ? undefined : resolve(DARKROOM_ASSEMBLY),
    functionOverrides: withoutAbsent({
      SYNC_WAIT_SECONDS: overrides.DARKROOM_SYNC_WAIT_SECONDS,
      SANDBOX_SLOW_SECONDS: overrides.DARKROOM_SANDBOX_SLOW_SECONDS,
      DEFAULT_MODEL: overrides.DARKROOM_DEFAULT_MODEL,
      REFERENCE_ALLOW: overrides.DARKROOM_REFERENCE_ALLOW,
    }),
  };
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
  DARKROOM_SANDBOX_SLOW_SECONDS  how long the model sandbox-slow takes (200, at most 590)
  DARKROOM_DEFAULT_MODEL         the model of a request that names none (sandbox)
  DARKROOM_REFERENCE_ALLOW       host:port,… that refImageUrls may name although they are not public (none)

Example: PORT=3001 DARKROOM_SYNC_WAIT_SECONDS=10 npm start`;
