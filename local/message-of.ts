import { SynthesisFailed } from './assembly/synthesise.ts';
import { NoDatabase } from './dynamodb/database.ts';
import { HomeTaken, HomeUnusable } from './home-lock.ts';
import { PortTaken } from './port-taken.ts';
import { BadSetting } from './settings.ts';

const expected = [BadSetting, HomeTaken, HomeUnusable, PortTaken, NoDatabase, SynthesisFailed];

/** What a person reads when the start fails. Only what we did not foresee shows where it happened. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return expected.some((kind) => error instanceof kind) ? error.message : (error.stack ?? error.message);
}
